package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountText;
import chat.parley.protocol.frame.Accounts;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signatures that are missing, short, another's, or over something else, in each frame that carries one. */
@ExtendWith(TwoNodes.class)
class SignatureAttacksIT {
    private static final String SIGNATURE = "\"signature\":\"[^\"]*\"";
    private static final String ANOTHERS =
            CRYPTO.sign(TestKeys.signing("another"), Label.BODY, new byte[1]).toString();
    private static final int NONCE_BYTES = 24;
    private static final int NOTICE_BYTES = 80;
    private static int count;

    private TestPerson mallory;
    private TestRoom room;
    private Registered account;

    /** What a client signs, and the code that is said if it has not. */
    private enum Signed {
        HELLO("AUTHENTICATION_FAILED"),
        EVENT("BAD_SIGNATURE"),
        ACCOUNT_PUT("BAD_ACCOUNT"),
        ACCOUNT_LOGIN("LOGIN_FAILED"),
        NOTICE("BAD_FRAME");

        private final String code;

        Signed(String code) {
            this.code = code;
        }
    }

    @BeforeEach
    void come(Pair pair) throws Exception {
        mallory = new TestPerson("signatures-" + ++count);
        room = new TestRoom("signatures-" + count);
        room.join(mallory);
        account = Registered.of("signatures-" + count, mallory);
        try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
            session.post(room.arrived().toArray(Event[]::new));
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
    }

    private Stranger session(NodeProcess node, Signed kind) throws Exception {
        return kind == Signed.HELLO
                ? Stranger.connect(node.session(), mallory)
                : Stranger.welcomed(node.session(), mallory);
    }

    private Frame right(Signed kind, Stranger session) {
        return switch (kind) {
            case HELLO -> session.hello();
            case EVENT ->
                new Post(List.of(room.draft(mallory.device(), EventClass.CONTENT, "message", "{}")
                        .text()));
            case ACCOUNT_PUT -> account.put();
            case ACCOUNT_LOGIN -> account.proof(session.challenge());
            case NOTICE ->
                new Notice(
                        room.id().toString(),
                        mallory.user().toString(),
                        mallory.device().id().toString(),
                        room.ids().get(0).toString(),
                        text(NONCE_BYTES),
                        text(NOTICE_BYTES),
                        ANOTHERS);
        };
    }

    private static String text(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[bytes]);
    }

    private static String code(Frame answer) {
        return answer instanceof Refused refused ? refused.code() : ((Problem) answer).code();
    }

    @ParameterizedTest
    @EnumSource(Signed.class)
    @DisplayName("A10: of each frame that a client signs, an empty, short, malformed or another's signature is refused")
    void signature_wrong_refused(Signed kind, Pair pair) throws Exception {
        for (String wrong : List.of("", "AAAA", "A".repeat(86), "A".repeat(10_000), "!".repeat(86), ANOTHERS)) {
            try (Stranger session = session(pair.a(), kind)) {
                String text = Stranger.FRAMES.write(right(kind, session));
                session.socket().send(text.replaceFirst(SIGNATURE, "\"signature\":\"" + wrong + "\""));
                assertThat(code(session.next())).as("\"%s\"", wrong).isEqualTo(kind.code);
            }
        }
        assertNothingWasTaken(pair.a());
    }

    @ParameterizedTest
    @EnumSource(Signed.class)
    @DisplayName(
            "A10: of each frame that a client signs, a signature that is null, no text or not there makes it no frame")
    void signature_missing_isNoFrame(Signed kind, Pair pair) throws Exception {
        for (String wrong : List.of("\"signature\":null", "\"signature\":[]", "\"signed\":\"\"")) {
            try (Stranger session = session(pair.a(), kind)) {
                session.socket()
                        .send(Stranger.FRAMES.write(right(kind, session)).replaceFirst(SIGNATURE, wrong));
                session.assertRefused("BAD_FRAME");
            }
        }
        assertNothingWasTaken(pair.a());
    }

    private void assertNothingWasTaken(NodeProcess node) throws Exception {
        try (Stranger session = Stranger.welcomed(node.session(), mallory)) {
            session.send(new AccountFind(account.name().value()));
            assertThat(session.next()).isEqualTo(new AccountFound(account.name().value(), ""));
            assertHasNothingElse(session);
            // What was right all along is taken.
            session.send(account.put());
            assertThat(session.next()).isInstanceOf(AccountKept.class);
        }
    }

    @Test
    @DisplayName(
            "A10: over a link, accounts, events and introductions with wrong or missing signatures are taken from nobody")
    void link_wrongSignatures_takenFromNobody(Pair pair) throws Exception {
        AccountPut put = account.put();
        Event said = room.draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        try (Impostor impostor = Impostor.linked(pair.a())) {
            for (String wrong : List.of("", "AAAA", "A".repeat(86), ANOTHERS)) {
                impostor.send(new Accounts(List.of(new AccountText(put.record(), wrong, ""))));
                impostor.push(new EventText(said.headerText(), wrong, "{}", ""));
            }
            impostor.settled();
        }
        for (Frame each : List.of(
                new Accounts(List.of(new AccountText(put.record(), put.signature(), ""))),
                new Events(FrameCodec.texts(List.of(said))))) {
            try (Impostor impostor = Impostor.linked(pair.a())) {
                impostor.raw(Stranger.FRAMES.write(each).replaceFirst(SIGNATURE, "\"signature\":null"));
                assertThat(impostor.hears(Problem.class).code()).isEqualTo("BAD_FRAME");
            }
        }
        for (String wrong :
                List.of("\"signature\":\"\"", "\"signature\":\"AAAA\"", "\"signature\":\"" + ANOTHERS + "\"")) {
            try (Impostor impostor = Impostor.connect(pair.a())) {
                Introduce right = impostor.introduction(Impostor.certificate(pair.a()), Impostor.KEY);
                impostor.raw(Stranger.FRAMES.write(right).replaceFirst("(.*)" + SIGNATURE, "$1" + wrong));
                impostor.assertRefused("AUTHENTICATION_FAILED");
            }
        }
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            try (Stranger session = Stranger.welcomed(node.session(), mallory)) {
                session.send(new AccountFind(account.name().value()));
                assertThat(session.next())
                        .isEqualTo(new AccountFound(account.name().value(), ""));
                assertHasNothingElse(session);
            }
        }
    }

    @Test
    @DisplayName("A11: whatever is changed in a header under an old signature, nothing of it is taken")
    void header_changedUnderAnOldSignature_refused(Pair pair) throws Exception {
        TestPerson eve = new TestPerson("signatures-eve-" + count);
        TestRoom other = new TestRoom("signatures-other-" + count);
        Event event = room.draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        String header = event.headerText();
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("rules", field(header, "rules", "\"owned/1\""));
        changes.put("log", field(header, "log", quoted(other.id())));
        changes.put("class", field(header, "class", "\"key\""));
        changes.put("kind", field(header, "kind", "\"merge\""));
        changes.put("user", field(header, "user", quoted(eve.user())));
        changes.put("device", field(header, "device", quoted(eve.device().id())));
        changes.put("seq", field(header, "seq", "7"));
        changes.put("prev", field(header, "prev", quoted(mallory.events().get(0).id())));
        changes.put("lamport", field(header, "lamport", "77"));
        changes.put("time", field(header, "time", "1800000000000"));
        changes.put("blobs", header.replace("\"blobs\":[]", "\"blobs\":[" + quoted(eve.user()) + "]"));
        changes.put(
                "control",
                header.replaceFirst("\"control\":\\[[^\\]]*\\]", "\"control\":[" + quoted(other.id()) + "]"));
        try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
            for (Map.Entry<String, String> each : changes.entrySet()) {
                assertThat(each.getValue()).as(each.getKey()).isNotEqualTo(header);
                session.post(new EventText(each.getValue(), event.signature().toString(), "{}", ""));
                assertThat(code(session.next())).as(each.getKey()).isEqualTo("BAD_SIGNATURE");
            }
            for (String body : List.of("{ }", "{\"epoch\":\"" + other.id() + "\"}", "")) {
                session.post(new EventText(header, event.signature().toString(), body, ""));
                assertThat(code(session.next())).isEqualTo("BAD_BODY");
            }
            session.post(new EventText(
                    field(header, "length", "3"), event.signature().toString(), "{}", ""));
            assertThat(code(session.next())).isEqualTo("BAD_BODY");
            assertHasNothingElse(session);
            session.post(event);
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
    }

    @Test
    @DisplayName("A11: a proof that is right for one connection, name or device is none for another")
    void proof_moved_refused(Pair pair) throws Exception {
        Registered other = Registered.of("signatures-moved-" + count, new TestPerson("signatures-moved-" + count));
        try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
            session.send(account.put());
            assertThat(session.next()).isInstanceOf(AccountKept.class);
            // The other's record under this one's signature, and with the other's key for this name.
            session.send(new AccountPut(other.record().text(), account.record().signature(), ""));
            assertThat(code(session.next())).isEqualTo("BAD_ACCOUNT");
            session.send(Registered.proof(session.challenge(), account.name(), "password", other.login()));
            assertThat(code(session.next())).isEqualTo("LOGIN_FAILED");
        }
        try (Stranger first = Stranger.connect(pair.a().session(), mallory);
                Stranger second = Stranger.connect(pair.b().session(), mallory)) {
            second.send(first.hello());
            second.assertRefused("AUTHENTICATION_FAILED");
            first.send(account.proof(second.challenge()));
            assertThat(code(first.next())).isEqualTo("LOGIN_FAILED");
        }
        TestPerson eve = new TestPerson("signatures-eve-" + count);
        try (Stranger unproved = Stranger.connect(pair.a().session(), eve)) {
            Hello hello = unproved.hello();
            unproved.send(new Hello(
                    mallory.user().toString(), mallory.device().id().toString(), hello.nonce(), hello.signature()));
            unproved.assertRefused("AUTHENTICATION_FAILED");
        }
    }

    private static String quoted(Object id) {
        return "\"" + id + "\"";
    }

    private static String field(String header, String name, String value) {
        return header.replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\d+)", "\"" + name + "\":" + value);
    }

    /** The node shows all of the room that this test has, with the identities that it cites, and nothing besides. */
    private void assertHasNothingElse(Stranger session) throws Exception {
        session.subscribe(room.id());
        List<EventId> expected = room.arrived().stream().map(Event::id).toList();
        Eventually.within(SOON, () -> assertThat(answered(session)).containsAll(expected));
        assertThat(answered(session)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<EventId> answered(Stranger session) {
        try {
            return session.answered();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
