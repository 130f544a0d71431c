package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountOpen;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountText;
import chat.parley.protocol.frame.Accounts;
import chat.parley.protocol.frame.AccountsPrint;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobCopy;
import chat.parley.protocol.frame.BlobKept;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Hosts;
import chat.parley.protocol.frame.LoginFailures;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Prune;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.RoomsAsk;
import chat.parley.protocol.frame.RoomsOf;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A35: whoever speaks as if they were the other side. */
@ExtendWith(TwoNodes.class)
class WrongSideIT {
    /** What clients send after their hello: PROTOCOL.md, section "Frames". */
    private static final Set<Class<?>> OF_CLIENTS = Set.of(
            Subscribe.class,
            Unsubscribe.class,
            Older.class,
            Pull.class,
            Fetch.class,
            Page.class,
            Compare.class,
            Post.class,
            Confirm.class,
            Ping.class,
            Pong.class,
            AccountAsk.class,
            AccountLogin.class,
            AccountPut.class,
            AccountFind.class,
            BlobAsk.class,
            Notice.class);

    /** What linked servers send each other. */
    private static final Set<Class<?>> OF_SERVERS = Set.of(
            Hosts.class,
            Heads.class,
            Pull.class,
            Fetch.class,
            Page.class,
            Events.class,
            Compare.class,
            Differ.class,
            Announce.class,
            Graft.class,
            Prune.class,
            Confirm.class,
            Stored.class,
            Ping.class,
            Pong.class,
            Accounts.class,
            AccountsPrint.class,
            LoginFailures.class,
            RoomsAsk.class,
            RoomsOf.class,
            BlobToken.class,
            BlobCopy.class,
            BlobKept.class,
            Notice.class,
            Problem.class);

    private static int count;

    private TestPerson mallory;

    @BeforeEach
    void come() {
        mallory = new TestPerson("wrong-side-" + ++count);
    }

    static Stream<Class<?>> notOfClients() {
        return FrameKinds.all().stream().filter(kind -> !OF_CLIENTS.contains(kind));
    }

    static Stream<Class<?>> notOfServers() {
        return FrameKinds.all().stream().filter(kind -> !OF_SERVERS.contains(kind));
    }

    @ParameterizedTest
    @MethodSource("notOfClients")
    @DisplayName("A35: whatever clients do not send is refused from one, and the connection closed")
    void frame_notOfClients_refused(Class<?> kind, Pair pair) throws Exception {
        try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
            // As good as it can be: an id wherever one may stand.
            session.send(FrameKinds.filled(kind, mallory.user().toString()));
            session.assertRefused("UNKNOWN_TYPE");
        }
    }

    @ParameterizedTest
    @MethodSource("notOfServers")
    @DisplayName("A35: whatever servers do not send each other ends a link")
    void frame_notOfServers_endsTheLink(Class<?> kind, Pair pair) throws Exception {
        try (Impostor impostor = Impostor.linked(pair.a())) {
            impostor.send(FrameKinds.filled(kind, mallory.user().toString()));
            assertThat(impostor.hears(Problem.class).code()).isEqualTo("UNKNOWN_TYPE");
            assertThat(impostor.closing().code()).isEqualTo(4000);
        }
    }

    @Test
    @DisplayName("A35: what a client sends as if it were a server has no effect: no event, no account, no lock-out")
    void framesOfServers_haveNoEffect(Pair pair) throws Exception {
        Registered victim = Registered.of("locked-out-" + count, mallory);
        try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
            session.send(victim.put());
            assertThat(session.next()).isInstanceOf(AccountKept.class);
        }
        TestRoom room = new TestRoom("wrong-side-" + count);
        room.join(mallory);
        Event forged = room.draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        Registered stolen = Registered.of("unregistered-" + count, new TestPerson("unregistered-" + count));
        for (Frame frame : List.of(
                new Events(FrameCodec.texts(List.of(forged))),
                new LoginFailures(Collections.nCopies(100, victim.name().value())),
                new Accounts(List.of(
                        new AccountText(stolen.record().text(), stolen.record().signature(), ""))))) {
            try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
                session.send(frame);
                session.assertRefused("UNKNOWN_TYPE");
            }
        }
        try (Stranger session = Stranger.connect(pair.a().session(), mallory)) {
            session.send(victim.proof(session.challenge()));
            assertThat(session.next()).isInstanceOf(AccountOpen.class);
        }
        try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
            session.send(new AccountFind(stolen.name().value()));
            assertThat(session.next()).isEqualTo(new AccountFound(stolen.name().value(), ""));
        }
        try (Witness witness = Witness.of(pair.a(), room.id())) {
            Eventually.within(SOON, () -> assertThat(witness.seen()).doesNotContain(forged.id()));
        }
    }
}
