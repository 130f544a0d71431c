package chat.parley.range;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that are none, and names and keys of others. */
@ExtendWith(TwoNodes.class)
class IdentityAttacksIT {
    private static final String ZERO = "00".repeat(32);
    private static final String ONE = "01" + "00".repeat(31);
    private static final String MINUS_ONE = "ec" + "ff".repeat(30) + "7f";

    /** The prime itself: zero in another form. */
    private static final String PRIME = "ed" + "ff".repeat(30) + "7f";

    private static final List<String> NO_SEALING_KEYS = List.of(
            ZERO,
            ONE,
            MINUS_ONE,
            PRIME,
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "09" + "00".repeat(30) + "80",
            "ff".repeat(32));

    private static final List<String> NO_DEVICE_KEYS = List.of(
            ZERO,
            ONE,
            ONE.substring(0, 62) + "80",
            MINUS_ONE,
            PRIME,
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "ff".repeat(32));

    private static int count;

    private TestPerson anna;
    private NodeProcess node;

    @BeforeEach
    void register(Pair pair) throws Exception {
        count++;
        node = pair.a();
        anna = new TestPerson("keys-anna-" + count);
        try (Stranger session = Stranger.welcomed(node.session(), anna)) {
            session.post(anna.events().toArray(Event[]::new));
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
    }

    @Test
    @DisplayName(
            "A01: keys that are zero, of small order or in another form are refused with BAD_KEY, and nothing is kept")
    void keys_thatAreNone_areRefused() throws Exception {
        Signature trivial = new Signature(bytes(ONE + ZERO));
        for (String hex : NO_SEALING_KEYS) {
            SealingKey key = new SealingKey(bytes(hex));
            refused("BAD_KEY", anna.draft(anna.device(), ActCodec.SEALING_KEY, new Act.ReplaceSealing(key)));
            TestDevice device = new TestDevice(
                    anna.user(), TestKeys.signing("new"), anna.device().sealing());
            Signature proof = IdentityRules.prove(CRYPTO, device.signing(), anna.user(), key);
            refused(
                    "BAD_KEY",
                    anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, new Act.AddDevice(device.id(), key, proof)));
        }
        for (String hex : NO_DEVICE_KEYS) {
            DeviceId device = new DeviceId(bytes(hex));
            SealingKey sealing = anna.device().sealing().key();
            refused(
                    "BAD_KEY",
                    anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, new Act.AddDevice(device, sealing, trivial)));
        }
        assertNodeHasOnly(anna.events().stream().map(Event::id).toList());
    }

    @Test
    @DisplayName(
            "A01: with such a key, or one of another length, nobody says hello; in lenient libraries its signature is"
                    + " right")
    void hello_withAKeyThatIsNone_isRefused() throws Exception {
        String trivial = new Signature(bytes(ONE + ZERO)).toString();
        for (String hex : NO_DEVICE_KEYS) {
            try (Stranger session = Stranger.connect(node.session(), anna)) {
                session.send(new Hello(anna.user().toString(), new DeviceId(bytes(hex)).toString(), "nonce", trivial));
                session.assertRefused("AUTHENTICATION_FAILED");
            }
        }
        String id = anna.device().id().toString();
        for (String key : List.of(
                "", id.substring(1), id + "A", id + "=", id.replace('-', '+').replace('_', '/') + "="))
            try (Stranger session = Stranger.connect(node.session(), anna)) {
                session.send(new Hello(anna.user().toString(), key, "nonce", trivial));
                session.assertRefused("BAD_FRAME");
            }
    }

    @Test
    @DisplayName(
            "A04 A05: a device that the root has not added is nobody's, whatever name, key or heads its events bring"
                    + " along")
    void device_ofItsOwnAccord_isNobodys() throws Exception {
        TestPerson mallory = new TestPerson("keys-mallory-" + count);
        TestDevice posing = new TestDevice(
                anna.user(), mallory.device().signing(), mallory.device().sealing());
        refused("BAD_IDENTITY", anna.draft(posing, ActCodec.ADD_DEVICE, anna.add(posing)));
        refused(
                "BAD_IDENTITY",
                anna.draft(
                        posing,
                        ActCodec.SEALING_KEY,
                        new Act.ReplaceSealing(mallory.device().sealing().key())));
        refused("BAD_IDENTITY", anna.draft(anna.device(), ActCodec.ADD_DEVICE, anna.add(posing)));
        refused(
                "BAD_IDENTITY",
                anna.draft(
                        posing,
                        ActCodec.REVOKE_DEVICE,
                        new Act.RevokeDevice(anna.device().id())));
        TestRoom room = new TestRoom("keys-" + count);
        room.take(anna.events());
        room.take(mallory.events());
        post(mallory.events().toArray(Event[]::new));
        for (List<EventId> heads : List.of(anna.heads(), mallory.heads())) {
            refused(
                    "BAD_IDENTITY",
                    room.draft(
                            posing,
                            EventClass.CONTROL,
                            ActCodec.JOIN,
                            new ActCodec().write(new Act.Join(TestRoom.NAMESPACE, "keys-" + count, "anna", heads))));
        }
        assertNodeHasOnly(anna.events().stream().map(Event::id).toList());
    }

    @Test
    @DisplayName("A21: a time far away, at the end of numbers or in the past changes no order; one that is no number is"
            + " refused")
    void time_isShownOnly(Pair pair) throws Exception {
        TestRoom room = new TestRoom("times-" + count);
        post(room.join(anna));
        List<Long> times = List.of(0L, (1L << 53) - 1, 1L, 4_102_444_800_000L);
        Map<String, Event> said = new LinkedHashMap<>();
        for (long time : times) {
            Event event = at(room, time);
            post(room.keep(event));
            said.put(Long.toString(time), event);
        }
        for (String time : List.of("-1", "9007199254740992", "99999999999999999999", "1e3", "0.5", "\"0\"")) {
            Event event = at(room, 7);
            String header = event.headerText().replace("\"time\":7,", "\"time\":" + time + ",");
            assertThat(header).isNotEqualTo(event.headerText());
            String signature = CRYPTO.sign(
                            anna.device().signing(), Label.EVENT_SIGNATURE, header.getBytes(StandardCharsets.UTF_8))
                    .toString();
            refused("BAD_HEADER", new EventText(header, signature, "{}", ""));
        }
        for (NodeProcess each : List.of(pair.a(), pair.b())) {
            try (Witness witness = Witness.of(each, room.id())) {
                witness.sees(room.ordered().get(times.size()));
                assertThat(witness.seen())
                        .containsSubsequence(
                                said.values().stream().map(Event::id).toList());
            }
        }
    }

    private Event at(TestRoom room, long time) {
        return new EventCodec(CRYPTO)
                .sign(
                        new EventCodec.Draft(
                                "open/1",
                                EventClass.CONTENT,
                                "message",
                                anna.device().author(),
                                "{}",
                                time),
                        room.place(anna.device()),
                        anna.device().signing());
    }

    private void post(Event... events) throws Exception {
        try (Stranger session = Stranger.welcomed(node.session(), anna)) {
            session.post(events);
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
    }

    private void refused(String code, Event event) throws Exception {
        refused(code, event.text());
    }

    private void refused(String code, EventText event) throws Exception {
        try (Stranger session = Stranger.welcomed(node.session(), anna)) {
            session.post(event);
            assertThat(session.next())
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
        }
    }

    private void assertNodeHasOnly(List<EventId> ids) throws Exception {
        try (Witness witness = Witness.of(node, anna.user().identity())) {
            witness.sees(ids);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
