package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever says to be a server of the domain, and servers of it that lie about themselves. */
@ExtendWith(TwoNodes.class)
class LinkAttacksIT {
    /** A dead peer is noticed within 5 s; the rest is this machine's. */
    private static final Duration DEAD = Duration.ofSeconds(15);

    private static final long HOUR_MILLIS = 3_600_000;

    @Test
    @DisplayName("A40: another domain's certificate, one that is over, none, and garbage do not make a link")
    void certificate_ofNoUse_isRefused(Pair pair) throws Exception {
        long soon = System.currentTimeMillis() + HOUR_MILLIS;
        String url = pair.a().url();
        List<Certificate> bad = List.of(
                Certificate.issue(CRYPTO, TestKeys.signing("another domain"), Impostor.ID, url, soon),
                Certificate.issue(CRYPTO, Pair.DOMAIN, Impostor.ID, url, System.currentTimeMillis() - HOUR_MILLIS),
                // The right domain's name over another's signature.
                new Certificate(
                        Impostor.certificate(pair.a()).domain(),
                        Impostor.ID,
                        url,
                        soon,
                        Certificate.issue(CRYPTO, Impostor.KEY, Impostor.ID, url, soon)
                                .signature()));
        for (Certificate each : bad) {
            try (Impostor impostor = Impostor.connect(pair.a())) {
                impostor.send(impostor.introduction(each, Impostor.KEY));
                impostor.assertRefused("BAD_CERTIFICATE");
            }
        }
        for (String text : new String[] {"", "{}", "null", "[".repeat(2000)}) {
            try (Impostor impostor = Impostor.connect(pair.a())) {
                impostor.send(new Introduce(text, "", ""));
                impostor.assertRefused("BAD_CERTIFICATE");
            }
        }
        Eventually.within(SOON, () -> assertThat(Pair.links(pair.a())).isEqualTo(Pair.id(pair.b())));
    }

    @Test
    @DisplayName("A41: a certificate without its key, one's own or another node's, does not make a link")
    void certificate_withoutItsKey_isRefused(Pair pair) throws Exception {
        Certificate ofB = Certificate.issue(
                CRYPTO,
                Pair.DOMAIN,
                ServerId.of(Pair.id(pair.b())),
                pair.b().url(),
                System.currentTimeMillis() + HOUR_MILLIS);
        for (Certificate each : List.of(ofB, Impostor.certificate(pair.a()))) {
            try (Impostor impostor = Impostor.connect(pair.a())) {
                impostor.send(impostor.introduction(each, TestKeys.signing("a thief")));
                impostor.assertRefused("AUTHENTICATION_FAILED");
            }
        }
        try (Impostor first = Impostor.connect(pair.a());
                Impostor second = Impostor.connect(pair.a())) {
            // Right for the first connection only (A20).
            second.send(first.introduction(Impostor.certificate(pair.a()), Impostor.KEY));
            second.assertRefused("AUTHENTICATION_FAILED");
        }
        Eventually.within(SOON, () -> assertThat(Pair.links(pair.a())).isEqualTo(Pair.id(pair.b())));
        Eventually.within(SOON, () -> assertThat(Pair.links(pair.b())).isEqualTo(Pair.id(pair.a())));
    }

    @Test
    @DisplayName(
            "A22: a server that falls silent is dead in time; its heartbeats, said again by whoever, are no sign of"
                    + " life")
    void heartbeat_replayed_wakesNobody(Pair pair) throws Exception {
        try (Impostor impostor = Impostor.linked(pair.a())) {
            impostor.send(new Ping(1));
            impostor.hears(Pong.class);
            Eventually.within(
                    SOON, () -> assertThat(impostor.sent()).anyMatch(text -> text.contains("\"type\":\"pong\"")));
            Eventually.within(SOON, () -> assertThat(Pair.links(pair.a())).contains(Impostor.ID.toString()));
            impostor.mute();
            Eventually.within(DEAD, () -> assertThat(Pair.links(pair.a())).doesNotContain(Impostor.ID.toString()));
            // What is still said over the dead link, or again over another one, counts for nothing.
            for (String text : impostor.sent()) {
                try (Impostor replaying = Impostor.connect(pair.a())) {
                    replaying.raw(text);
                    replaying.assertRefused(
                            text.contains("\"introduce\"") ? "AUTHENTICATION_FAILED" : "NOT_AUTHENTICATED");
                }
                assertThat(Pair.links(pair.a())).doesNotContain(Impostor.ID.toString());
            }
        }
    }

    @Test
    @DisplayName("A23: a linked server that goes on in another's name is refused and its link closed")
    void link_inAnothersName_isClosed(Pair pair) throws Exception {
        String b = Pair.id(pair.b());
        Certificate ofB = Certificate.issue(
                CRYPTO, Pair.DOMAIN, ServerId.of(b), pair.b().url(), System.currentTimeMillis() + HOUR_MILLIS);
        try (Impostor impostor = Impostor.linked(pair.a())) {
            impostor.send(impostor.introduction(ofB, Impostor.KEY));
            assertThat(impostor.hears(Problem.class).code()).isEqualTo("UNKNOWN_TYPE");
            assertThat(impostor.closing().code()).isEqualTo(4000);
        }
        assertThat(Pair.links(pair.a())).contains(b);
        Eventually.within(SOON, () -> assertThat(Pair.links(pair.a())).isEqualTo(b));
    }

    @Test
    @DisplayName("A23: a receipt in another server's name reaches nobody")
    void receipt_inAnothersName_isPassedToNobody(Pair pair) throws Exception {
        Certificate ofB = Certificate.issue(
                CRYPTO,
                Pair.DOMAIN,
                ServerId.of(Pair.id(pair.b())),
                pair.b().url(),
                System.currentTimeMillis() + HOUR_MILLIS);
        TestPerson alice = new TestPerson("receipts-alice");
        // So that no other server has given its word.
        pair.part();
        try (Impostor impostor = Impostor.linked(pair.a());
                Stranger client = Stranger.welcomed(pair.a().session(), alice)) {
            client.post(alice.events().get(0));
            assertThat(client.next()).isInstanceOf(Stored.class);
            EventId event = alice.events().get(0).id();
            String id = event.toString();
            String signature = new Receipts(CRYPTO).sign(List.of(event), Impostor.KEY);
            impostor.send(new Stored(ofB.write(), List.of(id), signature));
            impostor.settled();
            assertThat(client.seen())
                    .as("answers the ping, and says nothing before it")
                    .isEmpty();
            // In its own name it may: clients check the signature.
            impostor.send(new Stored(Impostor.certificate(pair.a()).write(), List.of(id), signature));
            assertThat(((Stored) client.next()).signature()).isEqualTo(signature);
        } finally {
            pair.heal();
        }
    }

    @Test
    @DisplayName(
            "A35: what only clients send ends a link; what servers send ends it before the proof, and nothing is kept")
    void frames_ofTheWrongKindOrTime_endTheLink(Pair pair) throws Exception {
        TestPerson alice = new TestPerson("early-alice");
        try (Impostor impostor = Impostor.connect(pair.a())) {
            impostor.send(new Events(FrameCodec.texts(alice.events())));
            impostor.assertRefused("NOT_AUTHENTICATED");
        }
        try (Impostor impostor = Impostor.linked(pair.a())) {
            impostor.send(new Post(FrameCodec.texts(alice.events())));
            assertThat(impostor.hears(Problem.class).code()).isEqualTo("UNKNOWN_TYPE");
            assertThat(impostor.closing().code()).isEqualTo(4000);
        }
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            try (Witness witness = Witness.of(node, alice.events().get(0).log())) {
                assertThat(witness.seen()).isEmpty();
            }
        }
    }
}
