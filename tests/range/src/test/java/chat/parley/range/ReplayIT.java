package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.nodes.TcpProxy;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.OpenRoom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** All that went over a person's line, said again by somebody else. */
@ExtendWith(TwoNodes.class)
class ReplayIT {
    private static final RoomRef.Open ROOM = RoomRef.open("recorded");
    private static final RoomRef.Open OTHER = RoomRef.open("another-room");

    @TempDir
    private Path people;

    @Test
    @DisplayName("A20: each frame of a session, again: without hello, under another one, to the other node, before and"
            + " after its restart: nothing is stored twice, nobody logged in, nothing shown twice")
    void frames_replayed_haveNoSecondEffect(Pair pair) throws Exception {
        Set<String> recorded;
        try (TcpProxy tap = TcpProxy.between(0, pair.a().port());
                Talker bob =
                        Talker.in(ROOM, people.resolve("bob"), "bob", pair.a().url())) {
            try (Talker alice =
                    Talker.in(ROOM, people.resolve("alice"), "alice", "ws://127.0.0.1:" + tap.port() + "/parley")) {
                alice.join(OTHER);
                AccountName name = new AccountName("recorded-alice");
                alice.client()
                        .account()
                        .register(name, "correct horse battery".toCharArray(), Optional.empty())
                        .get(SOON.toSeconds(), TimeUnit.SECONDS);
                alice.client()
                        .account()
                        .changePassword("correct horse battery".toCharArray(), "staple under water".toCharArray())
                        .get(SOON.toSeconds(), TimeUnit.SECONDS);
                for (int i = 0; i < 5; i++) {
                    alice.say(ROOM, "once " + i);
                }
                Eventually.within(SOON, () -> assertThat(bob.texts(ROOM)).hasSize(5));
                Eventually.within(
                        SOON,
                        () -> assertThat(alice.all(ClientEvent.Safe.class)).hasSize(5));
            }
            recorded = frames(tap.heard());
            assertThat(recorded)
                    .anyMatch(text -> text.contains("\"hello\""))
                    .anyMatch(text -> text.contains("\"post\""))
                    .anyMatch(text -> text.contains("\"account-put\""))
                    .anyMatch(text -> text.contains("\"account-login\""));

            List<EventId> here = ids(pair.a(), ROOM);
            List<EventId> there = ids(pair.a(), OTHER);
            for (NodeProcess node : List.of(pair.a(), pair.b())) {
                replay(recorded, node);
            }
            pair.restartB();
            replay(recorded, pair.b());
            for (NodeProcess node : List.of(pair.a(), pair.b())) {
                assertThat(ids(node, ROOM)).containsExactlyInAnyOrderElementsOf(here);
                assertThat(ids(node, OTHER)).containsExactlyInAnyOrderElementsOf(there);
            }
            bob.say(ROOM, "the end");
            Eventually.within(SOON, () -> assertThat(bob.texts(ROOM)).contains("the end"));
            assertThat(bob.textsOf(ROOM, "alice")).containsExactly("once 0", "once 1", "once 2", "once 3", "once 4");
            assertThat(bob.members(ROOM)).containsExactly("alice", "bob");
            bob.assertUntroubled();
        }
        // What she set last is what opens it, for all the earlier records that came again.
        try (Talker again = Talker.connected(
                people.resolve("again"), "again", pair.a().url(), pair.b().url())) {
            again.client()
                    .account()
                    .logIn(new AccountName("recorded-alice"), "staple under water".toCharArray())
                    .get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Every frame first, and after the hello of somebody else. */
    private static void replay(Set<String> recorded, NodeProcess node) throws Exception {
        TestPerson mallory = new TestPerson("replayer");
        for (String text : recorded) {
            // What it costs to log in, and whether the node lives, anybody may ask.
            boolean open = text.contains("\"account-ask\"") || text.contains("\"ping\"");
            for (boolean known : new boolean[] {false, true}) {
                try (Stranger session = known
                        ? Stranger.welcomed(node.session(), mallory)
                        : Stranger.connect(node.session(), mallory)) {
                    session.socket().send(text);
                    if (known || open) {
                        ping(session);
                    }
                    List<String> answers = new ArrayList<>();
                    String answer = session.socket().next();
                    while (answer != null
                            && !answer.contains("\"type\":\"pong\"")
                            && !answer.contains("\"type\":\"error\"")) {
                        answers.add(answer);
                        answer = session.socket().next();
                    }
                    if (!known && !open) {
                        assertThat(answer).as("answer to %s", text).contains("\"error\"");
                    }
                    assertThat(answers)
                            .as("answers to %s", text)
                            .noneMatch(each -> each.contains("\"welcome\"") || each.contains("\"account-open\""));
                }
            }
        }
    }

    private static void ping(Stranger session) {
        try {
            session.send(new Ping(77));
        } catch (Exception e) {
            // It has been cut off for what it said.
        }
    }

    /** The texts of all frames that were heard, both ways. */
    private static Set<String> frames(String heard) {
        Set<String> frames = new LinkedHashSet<>();
        for (String line : heard.split("\n")) {
            if (line.startsWith("{\"") && line.endsWith("}")) {
                frames.add(line);
            }
        }
        return frames;
    }

    private static List<EventId> ids(NodeProcess node, RoomRef.Open room) throws Exception {
        LogId log = OpenRoom.id(TestKeys.CRYPTO, "parley", room.name());
        try (Witness witness = Witness.of(node, log)) {
            Eventually.within(SOON, () -> assertThat(witness.seen()).isNotEmpty());
            return witness.seen();
        }
    }
}
