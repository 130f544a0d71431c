package chat.parley.server.link;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.LogIds;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Prune;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.id.EventId;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links: a linked server that lies, floods or keeps silent")
class HostileLinkTest extends LinkedNodes {
    @Test
    @DisplayName("I9: a server that finds differences without end is asked a bounded number of times")
    void differ_withoutEnd_bounded() {
        TestNode one = node();
        room.join(alice);
        one.take(room.arrived());
        Hostile hostile = new Hostile(one);
        hostile.send(heads(room));
        int asked = 0;
        boolean any = true;
        while (any) {
            any = false;
            for (Frame frame : hostile.peer.frames()) {
                any |= frame instanceof Pull || frame instanceof Fetch || frame instanceof Compare;
                if (frame instanceof Pull pull) {
                    hostile.send(new Page(pull.log(), List.of(), false));
                } else if (frame instanceof Fetch) {
                    hostile.send(new Page("", List.of(), false));
                } else if (frame instanceof Compare compare) {
                    asked++;
                    List<Range> endless = Collections.nCopies(2, new Range("", "", "no such print", List.of()));
                    hostile.send(new Differ(compare.log(), endless));
                }
            }
        }
        assertThat(asked).isBetween(2, 1024);
        assertThat(hostile.peer.isOpen()).isTrue();
    }

    @Test
    @DisplayName(
            "A44: a forged backfill is stored nowhere; A10: nor is what is signed wrongly, and the right one still comes")
    void page_forged_nothingStored() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        Event said = room.say(alice, "true");
        EventText right = said.text();
        EventText wrong = room.say(alice, "other").text();
        Hostile hostile = new Hostile(one);
        Wire wire = linked(one, two);
        wire.carried.clear();
        hostile.send(new Events(
                FrameCodec.texts(room.arrived().subList(0, room.arrived().size() - 2))));
        Wire.run(wire);
        int before = one.committed.size();
        for (String signature : List.of("", wrong.signature(), right.signature().substring(1), "null")) {
            hostile.send(new Page(
                    room.id().toString(), List.of(new EventText(right.header(), signature, right.body(), "")), false));
        }
        hostile.send(new Page(
                room.id().toString(), List.of(new EventText(right.header(), right.signature(), "tame", "")), false));
        assertThat(one.committed).hasSize(before);
        wire.carried.clear();
        Wire.run(wire);
        assertThat(wire.carried).isEmpty();
        hostile.send(new Events(List.of(right)));
        Wire.run(wire);
        assertThat(two.store.contains(said.id())).isTrue();
    }

    @Test
    @DisplayName("I9: a server that always has more, and none of it any good, is asked a bounded number of times")
    void page_garbageWithMore_pullsEnd() {
        TestNode one = node();
        Hostile hostile = new Hostile(one);
        hostile.send(heads(room));
        int asked = 0;
        for (int i = 0; i < 200; i++) {
            List<Frame> frames = hostile.peer.frames();
            for (Frame frame : frames) {
                if (frame instanceof Pull pull) {
                    asked++;
                    hostile.send(new Page(
                            pull.log(), FrameCodec.texts(List.of(room.draftSaying(bob, "no member " + i))), true));
                } else if (frame instanceof Fetch) {
                    asked++;
                    hostile.send(new Page("", List.of(), true));
                }
            }
        }
        assertThat(asked).isLessThan(5);
        assertThat(one.committed).isEmpty();
    }

    @Test
    @DisplayName("I10: a server that never answers a pull holds up neither other logs nor other links")
    void pull_neverAnswered_givenUp() {
        TestNode one = node();
        TestNode two = node();
        Hostile hostile = new Hostile(one);
        Room other = new Room("other");
        hostile.send(heads(room));
        hostile.send(heads(other));
        assertThat(hostile.peer.frames(Pull.class))
                .extracting(Pull::log)
                .containsExactly(room.id().toString());
        room.join(alice);
        two.take(room.arrived());
        Wire wire = linked(one, two);
        for (int second = 0; second < 25; second++) {
            if (second == 4) {
                Wire.run(wire);
                assertThat(one.ids(room.id())).isEqualTo(room.ids());
            }
            clock.pass(Duration.ofSeconds(1));
            hostile.send(new Ping(second));
            one.links.tick();
        }
        assertThat(hostile.peer.frames(Pull.class))
                .extracting(Pull::log)
                .contains(other.id().toString());
    }

    @Test
    @DisplayName("I9: heads of logs without end are remembered up to a bound")
    void heads_withoutEnd_bounded() {
        TestNode one = node();
        Hostile hostile = new Hostile(one);
        for (int i = 0; i < 30; i++) {
            List<LogHeads> logs = new ArrayList<>();
            for (int j = 0; j < 1000; j++) {
                String id = new EventId(CRYPTO.random(EventId.BYTES)).toString();
                logs.add(new LogHeads(id, List.of(id)));
            }
            hostile.send(new Heads(logs));
        }
        int pulls = 0;
        boolean any = true;
        while (any) {
            any = false;
            for (Frame frame : hostile.peer.frames()) {
                if (frame instanceof Pull pull) {
                    pulls++;
                    any = true;
                    hostile.send(new Page(pull.log(), List.of(), false));
                }
            }
        }
        assertThat(pulls).isLessThanOrEqualTo(10_001);
    }

    @Test
    @DisplayName(
            "Spreading: what comes twice is pruned, then announced; what was announced and did not come is grafted")
    void announce_eventThatDoesNotCome_grafted() {
        TestNode one = node();
        room.join(alice);
        one.take(room.arrived());
        Hostile peer = new Hostile(one);
        Event first = room.say(alice, "first");
        one.take(List.of(first));
        assertThat(peer.peer.frames(Events.class)).hasSize(1);
        peer.send(new Events(FrameCodec.texts(List.of(first))));
        assertThat(peer.peer.frames(Prune.class)).hasSize(1);
        Event second = room.say(alice, "second");
        one.take(List.of(second));
        assertThat(peer.peer.frames(Events.class)).isEmpty();
        one.links.tick();
        assertThat(peer.peer.frames(Announce.class)).containsExactly(new Announce(List.of(of(second))));
        peer.send(new Graft(List.of(of(second))));
        assertThat(peer.peer.frames(Page.class))
                .containsExactly(new Page("", FrameCodec.texts(List.of(second)), false));
        Event third = room.say(alice, "third");
        one.take(List.of(third));
        assertThat(peer.peer.frames(Events.class)).hasSize(1);

        peer.send(new Prune(List.of(room.id().toString())));
        Event lost = room.say(alice, "lost");
        peer.send(new Announce(List.of(of(third, lost))));
        one.links.tick();
        assertThat(peer.peer.frames(Graft.class)).isEmpty();
        clock.pass(Duration.ofMillis(BroadcastTree.PATIENCE_MILLIS));
        one.links.tick();
        assertThat(peer.peer.frames(Graft.class)).containsExactly(new Graft(List.of(of(lost))));
        peer.send(new Page("", FrameCodec.texts(List.of(lost)), false));
        assertThat(one.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("I9: an announcement that is too long does nothing; one of garbage is asked for a few times")
    void announce_garbage_bounded() {
        TestNode one = node();
        Hostile hostile = new Hostile(one);
        List<String> garbage = new ArrayList<>();
        for (int i = 0; i <= Announce.MAX_IDS; i++) {
            garbage.add(new EventId(CRYPTO.random(EventId.BYTES)).toString());
        }
        hostile.send(new Announce(List.of(new LogIds(room.id().toString(), garbage))));
        assertThat(refusals(hostile.peer)).containsExactly("TOO_MANY");
        assertThat(hostile.peer.isOpen()).isTrue();
        hostile.send(new Announce(List.of(new LogIds(room.id().toString(), garbage.subList(0, 100)))));
        int asked = 0;
        for (int second = 0; second < 30; second++) {
            clock.pass(Duration.ofSeconds(1));
            hostile.send(new Ping(second));
            one.links.tick();
            asked += hostile.peer.frames(Graft.class).size();
        }
        assertThat(asked).isEqualTo(BroadcastTree.MAX_ASKED);
        assertThat(one.committed).isEmpty();
    }
}
