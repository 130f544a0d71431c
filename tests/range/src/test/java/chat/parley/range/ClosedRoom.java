package chat.parley.range;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import java.util.Optional;

/**
 * Olga's room, with an admin, a member and a guest, at one node.
 *
 * @param epoch the room's first
 */
record ClosedRoom(
        NodeProcess node,
        TestPerson olga,
        TestPerson adam,
        TestPerson mia,
        TestPerson gus,
        TestOwnedRoom room,
        Event epoch) {
    static ClosedRoom at(NodeProcess node, String name) throws Exception {
        TestPerson olga = new TestPerson("olga-" + name);
        TestPerson adam = new TestPerson("adam-" + name);
        TestPerson mia = new TestPerson("mia-" + name);
        TestPerson gus = new TestPerson("gus-" + name);
        TestOwnedRoom room = TestOwnedRoom.create("closed-" + name, olga, Charter.History.NONE);
        room.admit(olga.device(), adam, Rank.ADMIN);
        room.admit(olga.device(), mia, Rank.MEMBER);
        room.admit(olga.device(), gus, Rank.GUEST);
        Event epoch =
                room.epoch(olga.device(), TestKeys.secret("epoch-" + name), new Archive(List.of(), Optional.empty()));
        room.say(olga.device(), "for members");
        ClosedRoom closed = new ClosedRoom(node, olga, adam, mia, gus, room, epoch);
        closed.post(olga, room.arrived().toArray(Event[]::new));
        return closed;
    }

    /** Somebody posts these, and they are stored. */
    void post(TestPerson person, Event... events) throws Exception {
        try (Stranger session = Stranger.welcomed(node.session(), person)) {
            session.post(events);
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
    }
}
