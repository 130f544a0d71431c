package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.nodes.Eventually;
import chat.parley.nodes.Stranger;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Again;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Rooms;
import chat.parley.protocol.frame.RoomsAsk;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever wants to know what goes on in a room with an owner that they are not in: PROTOCOL.md, "Who reads what". */
@ExtendWith(TwoNodes.class)
class ReadingAttacksIT {
    private static final int NEWEST = 256;
    private static int count;

    private ClosedRoom closed;
    private TestOwnedRoom room;
    private TestPerson olga;
    private TestPerson mia;
    private TestPerson mallory;

    @BeforeEach
    void inhabit(Pair pair) throws Exception {
        count++;
        closed = ClosedRoom.at(pair.a(), "reading-" + count);
        room = closed.room();
        olga = closed.olga();
        mia = closed.mia();
        mallory = new TestPerson("reading-mallory-" + count);
    }

    @Test
    @DisplayName(
            "A37 A32: whoever knows a room's id learns by no question, nor live, who says something there and when, and"
                    + " gets no keys; who is in it they do learn")
    void stranger_isShownControlEventsOnly() throws Exception {
        try (Stranger session = Stranger.welcomed(closed.node().session(), mallory)) {
            askAll(session);
            assertThat(shown(session)).containsExactlyInAnyOrderElementsOf(controlEvents(room.ordered()));
            Event news = room.say(mia.device(), "as before");
            Event came = room.admit(olga.device(), new TestPerson("newcomer-" + count), Rank.MEMBER);
            closed.post(mia, room.arrived().toArray(Event[]::new));
            assertThat(news).isNotNull();
            Eventually.within(SOON, () -> assertThat(shown(session)).contains(came.id()));
            assertThat(shown(session)).containsExactlyInAnyOrderElementsOf(controlEvents(room.ordered()));
        }
        try (Stranger session = Stranger.welcomed(closed.node().session(), mia)) {
            askAll(session);
            assertThat(shown(session)).containsAll(room.ids());
        }
    }

    @Test
    @DisplayName(
            "A32: a member gets no box of anybody else's, and a member who does not subscribe nothing but who is in")
    void member_getsTheirOwnBox() throws Exception {
        Event epoch = closed.epoch();
        try (Stranger session = Stranger.welcomed(closed.node().session(), mia)) {
            session.send(new Fetch(List.of(epoch.id().toString())));
            assertThat(shown(session)).isEmpty();
            for (Frame question : List.of(
                    new Subscribe(room.id().toString(), List.of(), 0),
                    new Fetch(List.of(epoch.id().toString())))) {
                session.send(question);
                assertThat(events(session, epoch))
                        .filteredOn(text -> text.header().equals(epoch.headerText()))
                        .singleElement()
                        .satisfies(text -> assertThat(text.body()).isEmpty())
                        .satisfies(text -> assertThat(text.part().split("\"box\":\"", -1))
                                .as("what is before and behind each box")
                                .hasSize(2));
            }
        }
    }

    @Test
    @DisplayName(
            "A32 A37: who was removed is told so, and learns nothing of what is behind it: who comes, who writes, which"
                    + " keys")
    void removed_learnsNothingBehindIt() throws Exception {
        try (Stranger session = Stranger.welcomed(closed.node().session(), mia)) {
            session.subscribe(room.id());
            Eventually.within(SOON, () -> assertThat(shown(session)).containsAll(room.ids()));
            Event kick = room.kick(olga.device(), mia);
            List<EventId> upToThere = room.ids();
            room.epoch(olga.device(), TestKeys.secret("next-" + count), new Archive(List.of(), Optional.empty()));
            room.say(olga.device(), "without her");
            room.admit(olga.device(), mallory, Rank.MEMBER);
            closed.post(olga, room.arrived().toArray(Event[]::new));
            awaitAgain(session);
            askAll(session);
            assertThat(shown(session)).contains(kick.id()).containsExactlyInAnyOrderElementsOf(upToThere);
            room.say(mallory.device(), "she is gone");
            closed.post(mallory, room.arrived().toArray(Event[]::new));
            askAll(session);
            assertThat(shown(session)).containsExactlyInAnyOrderElementsOf(upToThere);
        }
    }

    @Test
    @DisplayName("A37: a device that says to be a member's is shown no more than a stranger's")
    void impostor_isAStranger() throws Exception {
        TestPerson eve = new TestPerson("reading-eve-" + count);
        TestDevice device =
                new TestDevice(mia.user(), eve.device().signing(), eve.device().sealing());
        try (Stranger session = Stranger.connect(closed.node().session(), eve)) {
            session.send(hello(session, device));
            assertThat(session.next()).isInstanceOf(Welcome.class);
            askAll(session);
            assertThat(shown(session)).containsExactlyInAnyOrderElementsOf(controlEvents(room.ordered()));
        }
    }

    @Test
    @DisplayName("A37: rooms that name somebody are told to their own devices only, and nobody asks for others'")
    void rooms_ofSomebodyElse_areNotTold() throws Exception {
        closed.post(olga, room.invite(olga.device(), mallory, Rank.MEMBER));
        TestPerson eve = new TestPerson("room-eve-" + count);
        assertThat(roomsToldTo(new TestDevice(
                        mallory.user(), eve.device().signing(), eve.device().sealing())))
                .as("eve's device says to be Mallory's")
                .isEmpty();
        assertThat(roomsToldTo(eve.device())).isEmpty();
        closed.post(mallory, mallory.events().toArray(Event[]::new));
        Eventually.within(
                SOON,
                () -> assertThat(roomsToldTo(mallory.device()))
                        .contains(room.id().toString()));
        try (Stranger session = Stranger.welcomed(closed.node().session(), eve)) {
            session.send(new RoomsAsk(List.of(mallory.user().toString())));
            session.assertRefused("UNKNOWN_TYPE");
        }
    }

    /** By every question that shows events. */
    private void askAll(Stranger session) throws Exception {
        String log = room.id().toString();
        session.send(new Pull(log, List.of()));
        session.send(new Subscribe(log, List.of(), NEWEST));
        session.send(new Older(
                log, Position.of(room.ordered().get(room.ordered().size() - 1)).toString(), NEWEST));
        session.send(new Subscribe(log, List.of(), 0));
        session.send(new Fetch(room.ids().stream().map(EventId::toString).toList()));
    }

    /** The events of the room that were shown when all is answered. */
    private List<EventId> shown(Stranger session) {
        try {
            List<EventId> shown = new ArrayList<>(session.answered());
            shown.retainAll(room.ids());
            return shown;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitAgain(Stranger session) throws Exception {
        Frame frame = Stranger.FRAMES.read(session.socket().next());
        while (!(frame instanceof Again)) {
            frame = Stranger.FRAMES.read(session.socket().next());
        }
    }

    private static List<EventId> controlEvents(List<Event> events) {
        return events.stream()
                .filter(event -> event.header().eventClass() == EventClass.CONTROL)
                .map(Event::id)
                .toList();
    }

    private static List<EventText> events(Stranger session, Event wanted) throws Exception {
        while (true) {
            Frame frame = Stranger.FRAMES.read(session.socket().next());
            if (frame instanceof Page page
                    && page.events().stream().anyMatch(text -> text.header().equals(wanted.headerText()))) {
                return page.events();
            }
        }
    }

    private static Hello hello(Stranger session, TestDevice device) {
        Handshake handshake = new Handshake(CRYPTO);
        Handshake.Session proof = new Handshake.Session(
                ServerId.of(session.challenge().server()),
                session.challenge().nonce(),
                "nonce",
                device.user(),
                device.id());
        return new Hello(
                device.user().toString(),
                device.id().toString(),
                "nonce",
                handshake.signAsDevice(proof, device.signing()));
    }

    /** What a session that says hello as this device is told unasked. */
    private List<String> roomsToldTo(TestDevice device) {
        try (Stranger session = Stranger.connect(closed.node().session(), olga)) {
            List<String> told = new ArrayList<>();
            session.send(hello(session, device));
            session.send(new Ping(1));
            Frame frame = Stranger.FRAMES.read(session.socket().next());
            assertThat(frame).isInstanceOf(Welcome.class);
            while (!(frame instanceof Pong)) {
                frame = Stranger.FRAMES.read(session.socket().next());
                if (frame instanceof Rooms rooms) {
                    told.addAll(rooms.member());
                    told.addAll(rooms.invited());
                }
            }
            return told;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
