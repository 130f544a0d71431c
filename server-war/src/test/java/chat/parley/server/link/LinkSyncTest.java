package chat.parley.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.sync.Portions;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import chat.parley.server.socket.SocketLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links: what one server lacks comes from the other")
class LinkSyncTest extends LinkedNodes {
    @Test
    @DisplayName("I1: a thousand events come over in pages, identities first, and both are alike")
    void pull_thousandEvents_alike() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        room.say(alice, "m", 1000);
        one.take(room.arrived());
        Wire wire = linked(one, two);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.store.heads(room.id())).isEqualTo(one.store.heads(room.id()));
        assertThat(two.store.logs()).containsExactlyInAnyOrderElementsOf(one.store.logs());
        assertThat(wire.carried).allMatch(text -> text.length() <= SocketLimits.FRAME_BYTES);
        assertThat(wire.carried.stream().filter(text -> text.contains("\"type\":\"page\"")))
                .hasSizeBetween(4, 10);
    }

    @Test
    @DisplayName("I1: two that grew apart are alike after one exchange of heads, forks included")
    void heads_bothGrewApart_alike() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        room.join(bob);
        room.say(alice, "common", 10);
        Room other = room.copy();
        room.say(alice, "here", 300);
        other.say(bob, "there", 300);
        other.say(alice, "fork", 3);
        one.take(room.arrived());
        two.take(other.arrived());
        linked(one, two);
        room.take(other.arrived());
        assertThat(one.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.ledger.replica().room(room.id()).state())
                .isEqualTo(one.ledger.replica().room(room.id()).state());
    }

    @Test
    @DisplayName(
            "I1: both branches of a long fork come over in few frames, though each device is equally far at both ends")
    void heads_longFork_comparedByRanges() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        room.say(alice, "common", 500);
        Room other = room.copy();
        room.say(alice, "here", 300);
        other.say(alice, "there", 300);
        one.take(room.arrived());
        two.take(other.arrived());
        assertThat(one.store.vector(room.id())).isEqualTo(two.store.vector(room.id()));
        Wire wire = linked(one, two);
        room.take(other.arrived());
        assertThat(one.ids(room.id())).hasSize(1101).isEqualTo(room.ids());
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).anyMatch(text -> text.contains("\"type\":\"compare\""));
        assertThat(wire.carried).hasSizeLessThan(60);
    }

    @Test
    @DisplayName("I10: what two cannot tell each other a third relays, at once; A42: and nothing goes round in circles")
    void push_chainAndTriangle_everywhereOnce() {
        TestNode a = node();
        TestNode b = node();
        TestNode c = node();
        Wire ac = linked(a, c);
        Wire cb = linked(c, b);
        room.join(alice);
        a.take(room.arrived());
        Wire.run(ac, cb);
        assertThat(b.ids(room.id())).isEqualTo(room.ids());

        Wire ab = linked(a, b);
        Wire.run(ab, ac, cb);
        List.of(ab, ac, cb).forEach(wire -> wire.carried.clear());
        Event said = room.say(alice, "round and round");
        a.take(List.of(said));
        Wire.run(ab, ac, cb);
        for (TestNode node : nodes) {
            assertThat(node.ids(room.id())).isEqualTo(room.ids());
            assertThat(node.committed.stream().filter(said::equals)).hasSize(1);
        }
        String header = said.id().toString();
        long copies = List.of(ab, ac, cb).stream()
                .flatMap(wire -> wire.carried.stream())
                .filter(text -> text.contains("\"type\":\"events\""))
                .count();
        assertThat(copies).as("copies of " + header).isBetween(2L, 4L);
    }

    @Test
    void push_ownEvents_notEchoedToTheSender() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        room.join(alice);
        wire.carried.clear();
        one.take(room.arrived());
        Wire.run(wire);
        assertThat(wire.carried.stream()
                        .filter(text -> !text.contains("\"type\":\"hosts\"") && !text.contains("\"type\":\"heads\"")))
                .as("the events one way, the receipt the other")
                .satisfiesExactly(
                        events -> assertThat(events).contains("\"type\":\"events\""),
                        receipt -> assertThat(receipt).contains("\"type\":\"stored\""));
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("Identities go along with what cites them once over a link, not each time")
    void push_citedIdentity_sentOnce() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        Event join = room.join(alice);
        one.take(room.arrived());
        Wire.run(wire);
        wire.carried.clear();
        Event leave = room.leave(alice);
        Event again = room.join(alice);
        one.take(List.of(leave, again));
        Wire.run(wire);
        assertThat(two.store.contains(join.id()) && two.store.contains(again.id()))
                .isTrue();
        assertThat(wire.carried.stream().filter(text -> text.contains("\"type\":\"events\"")))
                .singleElement()
                .satisfies(text -> assertThat(text.split("\"header\"")).hasSize(3));
    }

    @Test
    @DisplayName("I11: a room full of the longest and ugliest bodies still comes over, frame by frame")
    void pull_bodiesOfControlCharacters_noFrameTooLong() {
        TestNode one = node();
        TestNode two = node();
        room.join(alice);
        for (int i = 0; i < 30; i++) {
            room.say(alice, "\u0001".repeat(64 * 1024));
        }
        one.take(room.arrived());
        Wire wire = linked(one, two);
        List<Event> news = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            news.add(room.say(alice, "\u0002".repeat(64 * 1024)));
        }
        one.take(news);
        Wire.run(wire);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).allMatch(text -> text.length() <= SocketLimits.FRAME_BYTES);
    }

    @Test
    @DisplayName("I11: an identity too long for a frame does not keep the room from coming over")
    void pull_endlessIdentity_roomComesOver() {
        TestNode one = node();
        TestNode two = node();
        alice.replaceSealing(1500);
        room.join(alice);
        room.join(bob);
        room.say(bob, "hello", 300);
        one.take(room.arrived());
        Wire wire = linked(one, two);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).allMatch(text -> text.length() <= 2 * Portions.MAX_LENGTH);
        one.take(List.of(room.leave(alice), room.join(alice)));
        Wire.run(wire);
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(wire.carried).allMatch(text -> text.length() <= 2 * Portions.MAX_LENGTH);
    }

    @Test
    @DisplayName("A43: events that are withheld, reordered or doubled arrive all the same, once each and causes first")
    void push_lostDoubledReordered_healed() {
        TestNode one = node();
        TestNode two = node();
        Random random = new Random(7);
        Wire wire = linked(one, two);
        wire.onTheWay(text -> text.contains("\"type\":\"events\"") && random.nextInt(3) == 0 ? null : text);
        room.join(alice);
        one.take(room.arrived());
        for (int i = 0; i < 50; i++) {
            one.take(List.of(room.say(alice, "m" + i)));
            Wire.run(wire);
        }
        for (int second = 0; second < 31; second++) {
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
            two.links.tick();
            Wire.run(wire);
        }
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        List<Event> shuffled = new ArrayList<>(room.say(alice, "late", 40));
        shuffled.addAll(shuffled.subList(0, 20));
        Collections.shuffle(shuffled, random);
        Hostile hostile = new Hostile(two);
        hostile.send(new Events(FrameCodec.texts(shuffled)));
        assertThat(two.ids(room.id())).isEqualTo(room.ids());
        assertThat(two.committed).doesNotHaveDuplicates();
        List<EventId> order = two.committed.stream()
                .filter(event -> event.log().equals(room.id()))
                .map(Event::id)
                .toList();
        assertThat(order).isEqualTo(room.ids());
    }
}
