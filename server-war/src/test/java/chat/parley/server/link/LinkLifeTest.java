package chat.parley.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.fixture.Wire;
import chat.parley.server.peer.Conversation;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links: when a link stands, and when it ends")
class LinkLifeTest extends LinkedNodes {
    @Test
    void links_sameDomain_standBothWaysAndEndOnce() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        assertThat(one.linkNews).containsExactly(two.identity.id());
        assertThat(two.linkNews).containsExactly(one.identity.id());
        wire.cut();
        wire.cut();
        assertThat(one.linkNews).isEmpty();
        assertThat(two.linkNews).isEmpty();
        assertThat(Wire.linked(one, two)).isFalse();
    }

    @Test
    void dialling_oneself_closed() {
        TestNode one = node();
        Wire wire = new Wire(one, one);
        Wire.run(wire);
        assertThat(one.links.linked()).isEmpty();
        assertThat(wire.atDialler.isOpen()).isFalse();
    }

    @Test
    @DisplayName("Of two links between two servers the one that the smaller id has dialled stays, whatever the order")
    void established_bothDial_smallersStays() {
        for (int order = 0; order < 2; order++) {
            TestNode one = node();
            TestNode two = node();
            boolean smaller = one.identity.id().compareTo(two.identity.id()) < 0;
            TestNode small = smaller ? one : two;
            TestNode large = smaller ? two : one;
            Wire first = new Wire(order == 0 ? small : large, order == 0 ? large : small);
            Wire second = new Wire(order == 0 ? large : small, order == 0 ? small : large);
            Wire.run(first, second);
            Wire right = order == 0 ? first : second;
            Wire wrong = order == 0 ? second : first;
            assertThat(right.atDialler.isOpen() && right.atDialled.isOpen()).isTrue();
            assertThat(wrong.atDialler.isOpen() || wrong.atDialled.isOpen()).isFalse();
            assertThat(Wire.linked(small, large)).isTrue();
            assertThat(small.linkNews).contains(large.identity.id());
            room.join(alice);
            small.take(room.arrived());
            Wire.run(first, second);
            assertThat(large.ids(room.id())).isEqualTo(room.ids());
        }
    }

    @Test
    @DisplayName("A22: a dead peer is noticed within 5 s, and what it says after its end counts for nothing")
    void tick_silentPeer_ended() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        room.join(alice);
        for (int second = 0; second < 5; second++) {
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
        }
        assertThat(one.links.isLinked(two.identity.id())).isFalse();
        assertThat(one.linkNews).isEmpty();
        Conversation late = wire.dialling == null ? wire.dialled : wire.dialling;
        one.receive(late, new Events(FrameCodec.texts(room.arrived())));
        one.receive(wire.dialled, new Events(FrameCodec.texts(room.arrived())));
        late.closed();
        assertThat(one.committed).isEmpty();
    }

    @Test
    void tick_bothAlive_stays() {
        TestNode one = node();
        TestNode two = node();
        Wire wire = linked(one, two);
        for (int second = 0; second < 60; second++) {
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
            two.links.tick();
            Wire.run(wire);
        }
        assertThat(Wire.linked(one, two)).isTrue();
    }

    @Test
    @DisplayName("A link ends when the other's certificate does")
    void tick_certificateExpires_ended() {
        TestNode one = node();
        TestNode two = node(TestNode.identity(domain, "ws://short:1/parley", clock, Duration.ofSeconds(30)));
        Wire wire = linked(one, two);
        for (int second = 0; second <= 30; second++) {
            assertThat(Wire.linked(one, two)).isTrue();
            clock.pass(Duration.ofSeconds(1));
            one.links.tick();
            two.links.tick();
            Wire.run(wire);
        }
        assertThat(one.links.isLinked(two.identity.id())).isFalse();
    }
}
