package chat.parley.client.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec.Place;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.OpenRoom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Floors")
class LongRoomTest {
    private static final RoomRef.Open ROOM = RoomRef.open("long");
    private static final int TALK = 700;

    private final World world = new World();
    private final World.Server here = world.server("ws://here/parley");
    private final World.Server there = world.server("ws://there/parley");
    private final TestRoom room = new TestRoom("long");
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private World.Client carl;
    private Event epoch;
    private Event hi;

    @BeforeEach
    void longTalk() {
        room.join(anna);
        epoch = room.epoch(anna.device(), world.crypto.newSecret());
        for (int i = 0; i < TALK; i++) {
            if (i == TALK / 3) {
                room.join(ben);
            }
            say("text " + i);
        }
        hi = room.say(ben.device(), "hi");
        world.hold(room.arrived());
        carl = world.client("carl", here, there);
    }

    /** A message that is not for Carl. */
    private Event say(String text) {
        String body = new MessageBody(epoch.id(), 0, new byte[24], world.crypto.hash(Label.BODY), text.getBytes(UTF_8))
                .write();
        Event event = room.draft(anna.device(), EventClass.CONTENT, "message", body);
        assertThat(room.offer(event)).isInstanceOf(Outcome.Accepted.class);
        return event;
    }

    private EventStore held() {
        return new EventRows(carl.store, world.codec);
    }

    private List<Event> all(EventStore store) {
        return all(store, room.id());
    }

    private static List<Event> all(EventStore store, LogId log) {
        return store.before(log, Position.END, Integer.MAX_VALUE);
    }

    @Test
    @DisplayName(
            "a new client takes the newest page of a long room, knows all members, and writes after the room's heads")
    void join_longRoom_newestPageFirst() {
        carl.join(ROOM);

        assertThat(all(held())).hasSizeBetween(Conversation.NEWEST, Conversation.NEWEST + 5);
        assertThat(carl.core.members(ROOM)).extracting("name").containsExactly("anna", "ben", "carl");
        assertThat(carl.all(ClientEvent.Problem.class)).isEmpty();
        assertThat(carl.all(ClientEvent.BeforeJoining.class))
                .singleElement()
                .satisfies(before -> assertThat(before.count()).isLessThanOrEqualTo(Conversation.NEWEST));
        // The server, which holds everything, has taken the join: it stood where it should.
        assertThat(world.ledger.replica().room(room.id()).state().members()).hasSize(3);
        assertThat(world.ledger.store().heads(room.id())).isEqualTo(held().heads(room.id()));
    }

    @Test
    @DisplayName("older pages come on demand, down to the first event; then all is held and proved")
    void older_untilTheBeginning_holdsAll() {
        carl.join(ROOM);
        int asked = 0;
        do {
            carl.core.older(ROOM, 200);
            carl.pass();
            asked++;
            assertThat(carl.all(ClientEvent.Older.class)).hasSize(asked);
        } while (carl.all(ClientEvent.Older.class).get(asked - 1).more());

        assertThat(asked).isEqualTo(3);
        assertThat(carl.all(ClientEvent.Older.class).stream()
                        .mapToInt(ClientEvent.Older::beforeJoining)
                        .sum())
                .isEqualTo(
                        TALK - carl.all(ClientEvent.BeforeJoining.class).get(0).count());
        assertThat(held().floor(room.id())).isEqualTo(Position.BEGIN);
        assertThat(all(held())).isEqualTo(all(world.ledger.store()));
        assertThat(held().heads(room.id())).isEqualTo(world.ledger.store().heads(room.id()));
        assertThat(carl.all(ClientEvent.Problem.class)).isEmpty();

        carl.core.older(ROOM, 200);
        assertThat(carl.all(ClientEvent.Older.class).get(asked))
                .isEqualTo(new ClientEvent.Older(ROOM, List.of(), 0, false));
    }

    @Test
    @DisplayName("who was away asks for what is new, not for what is below its floor")
    void reconnect_afterNewestPage_asksForTheDifference() {
        carl.join(ROOM);
        carl.sent.clear();
        carl.got.clear();
        carl.cut();
        carl.pass();
        String log = OpenRoom.id(world.crypto, World.NAMESPACE, ROOM.name()).toString();
        Subscribe again = (Subscribe) carl.sent.stream()
                .filter(frame ->
                        frame instanceof Subscribe && ((Subscribe) frame).log().equals(log))
                .findFirst()
                .get();
        assertThat(again.newest()).isZero();
        assertThat(carl.got.stream()
                        .filter(Page.class::isInstance)
                        .map(Page.class::cast)
                        .filter(page -> page.log().equals(log)))
                .singleElement()
                .satisfies(page -> assertThat(page.events()).isEmpty());
    }

    @Test
    @DisplayName(
            "I5: what is said after the newest page is read, whoever says it; what was read is shown again from here")
    void talk_afterNewestPage_isReadAndKept() {
        carl.join(ROOM);
        World.Client dora = world.client("dora", here);
        dora.join(ROOM);
        dora.core.say(ROOM, "one");
        carl.pass();
        carl.core.say(ROOM, "two");
        carl.pass();
        dora.core.say(ROOM, "three");
        carl.pass();
        assertThat(carl.texts()).containsExactly("one", "two", "three");

        carl.crash();
        assertThat(carl.core.history(ROOM, 2)).extracting("text").containsExactly("two", "three");
        carl.core.older(ROOM, 5);
        assertThat(carl.all(ClientEvent.Older.class).get(0).messages())
                .extracting("text")
                .containsExactly("one");
        assertThat(carl.sent).noneMatch(Older.class::isInstance);
    }

    @Test
    @DisplayName("older messages without a connection: it is said what to do, and nothing waits for ever")
    void older_offline_isSaid() {
        carl.join(ROOM);
        here.die();
        there.die();
        carl.pass();
        carl.core.older(ROOM, 5);
        assertThat(carl.all(ClientEvent.Problem.class)).extracting("code").containsExactly("OLDER_UNREACHABLE");
        assertThat(carl.all(ClientEvent.Older.class))
                .singleElement()
                .satisfies(o -> assertThat(o.more()).isTrue());
        assertThatThrownBy(() -> carl.core.older(RoomRef.open("elsewhere"), 5))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("a client that dies between the control events and the newest page begins with them again")
    void crash_beforeTheSlice_beginsAgain() {
        carl.lost = Slice.class::isInstance;
        carl.join(ROOM);
        assertThat(held().floor(room.id())).isEqualTo(Position.END);
        assertThat(carl.all(ClientEvent.Joined.class)).isEmpty();
        carl.lost = frame -> false;
        carl.crash();
        carl.pass();
        assertThat(carl.all(ClientEvent.Joined.class)).hasSize(1);
        assertThat(all(held())).hasSizeGreaterThanOrEqualTo(Conversation.NEWEST);
    }

    @Test
    @DisplayName("parents that a slice lacks are fetched before the floor sinks")
    void slice_withoutItsEdges_fetchesThem() {
        carl.change = frame -> {
            if (!(frame instanceof Slice)) {
                return frame;
            }
            Slice slice = (Slice) frame;
            int edges = slice.events().size() - Conversation.NEWEST;
            assertThat(edges).isPositive();
            return new Slice(
                    slice.log(),
                    slice.before(),
                    slice.from(),
                    slice.events().subList(edges, slice.events().size()),
                    slice.below());
        };
        carl.join(ROOM);
        assertThat(carl.all(ClientEvent.Joined.class)).hasSize(1);
        assertThat(held().floor(room.id())).isNotEqualTo(Position.END);
    }

    @Test
    @DisplayName("a server that keeps back what a slice rests on is left")
    void slice_whoseParentsNeverCome_leavesTheServer() {
        carl.change = frame -> frame instanceof Slice && carl.dialled.size() == 1
                ? new Slice(
                        ((Slice) frame).log(),
                        "",
                        ((Slice) frame).from(),
                        ((Slice) frame)
                                .events()
                                .subList(50, ((Slice) frame).events().size()),
                        ((Slice) frame).below())
                : frame;
        carl.lost = frame -> frame instanceof Page
                && carl.dialled.size() == 1
                && ((Page) frame).log().isEmpty();
        carl.join(ROOM);
        assertThat(carl.all(ClientEvent.Joined.class)).isEmpty();
        world.pass(Backlog.ANSWER_MILLIS + Connection.PING_MILLIS);
        assertThat(carl.all(ClientEvent.Disconnected.class).get(0).reason()).contains("keeps back");
        assertThat(carl.all(ClientEvent.Joined.class)).hasSize(1);
    }

    @Test
    @DisplayName("I9: a server that answers every question for a parent with nothing is asked once, then left")
    void slice_whoseParentsAreDenied_isNotAskedForWithoutEnd() {
        carl.change = frame -> {
            if (frame instanceof Slice && carl.dialled.size() == 1) {
                Slice slice = (Slice) frame;
                return new Slice(
                        slice.log(),
                        "",
                        slice.from(),
                        slice.events().subList(50, slice.events().size()),
                        slice.below());
            }
            boolean answer = frame instanceof Page && ((Page) frame).log().isEmpty();
            return answer && carl.dialled.size() == 1 ? new Page("", new ArrayList<>(), false) : frame;
        };
        carl.join(ROOM);
        assertThat(carl.sent.stream().filter(Fetch.class::isInstance)).hasSizeLessThan(5);
        world.pass(Backlog.ANSWER_MILLIS + Connection.PING_MILLIS);
        assertThat(carl.dialled).containsExactly(here.url, there.url);
    }

    @Test
    @DisplayName(
            "an event below the floor whose parents disprove it is taken out with what rests on it, and its server is left")
    void disproved_event_isTakenOut() {
        world.hold(List.of(room.leave(ben.device()), say("after")));
        Event after = room.ordered().get(room.ordered().size() - 1);
        // Ben has left. He writes as if he had not, and yet after what follows that; only a hostile server shows it.
        Place place = new Place(
                Optional.of(room.id()),
                hi.header().seq() + 1,
                Optional.of(hi.id()),
                Collections.singletonList(after.id()),
                hi.header().control(),
                after.header().lamport() + 1);
        Event forged = TestRoom.sign(ben.device(), EventClass.CONTENT, "message", "{}", place);
        carl.change = frame -> {
            if (!(frame instanceof Slice) || carl.dialled.size() > 1) {
                return frame;
            }
            Slice slice = (Slice) frame;
            List<EventText> events = new ArrayList<>(slice.events());
            events.add(0, forged.text());
            return new Slice(slice.log(), slice.before(), slice.from(), events, slice.below());
        };
        carl.join(ROOM);
        world.pass(Connection.PING_MILLIS);
        assertThat(carl.all(ClientEvent.Problem.class)).extracting("code").containsExactly("HISTORY_DISPROVED");
        assertThat(held().contains(forged.id())).isFalse();
        assertThat(carl.dialled).containsExactly(here.url, there.url);
        assertThat(carl.all(ClientEvent.Joined.class)).hasSize(1);
        assertThat(carl.core.members(ROOM)).extracting("name").containsExactly("anna", "carl");
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Floors: with an event that is disproved goes all that followed from it here, and the device goes on")
    void disproved_event_takesWhatWasSaidOnIt() {
        TestRoom lies = new TestRoom("lies");
        RoomRef.Open ref = RoomRef.open("lies");
        TestPerson eva = new TestPerson("eva");
        lies.join(anna);
        Event joined = lies.join(eva);
        for (int i = 0; i < 2 * Conversation.NEWEST; i++) {
            lies.keep(lies.draft(anna.device(), EventClass.CONTENT, Writer.MERGE, "{}"));
        }
        world.hold(lies.arrived());
        carl.join(ref);
        carl.core.say(ref, "before");
        carl.pass();
        DeviceId device = DevicesTest.device(carl);
        // Eva's first event stands later than it could: below the floor her word is taken for that.
        Place place = new Place(
                Optional.of(lies.id()),
                2,
                Optional.of(joined.id()),
                List.of(),
                List.of(joined.id()),
                joined.header().lamport() + 50);
        Event forged = TestRoom.sign(eva.device(), EventClass.CONTENT, Writer.MERGE, "{}", place);
        List<Event> held = all(world.ledger.store(), lies.id());
        Event last = held.get(held.size() - 1);
        Event rests = TestRoom.sign(
                eva.device(),
                EventClass.CONTENT,
                Writer.MERGE,
                "{}",
                new Place(
                        Optional.of(lies.id()),
                        3,
                        Optional.of(forged.id()),
                        List.of(last.id()),
                        last.header().control(),
                        last.header().lamport() + 1));
        here.sendAll(new Events(List.of(forged.text(), rests.text())));
        assertThat(held().contains(rests.id())).isTrue();
        carl.core.say(ref, "on sand");
        carl.core.talk().react(ref, carl.core.history(ref, 1).get(0).id(), "+1", true);
        world.run();
        List<EventText> own = new ArrayList<>();
        all(held(), lies.id()).stream()
                .filter(event -> event.header().device().equals(device)
                        && !world.ledger.store().contains(event.id()))
                .forEach(event -> own.add(event.text()));
        assertThat(own).hasSizeGreaterThanOrEqualTo(2);
        for (int i = 0; i < 4 && !carl.problems().contains("HISTORY_DISPROVED"); i++) {
            carl.core.older(ref, 200);
            carl.pass();
        }
        assertThat(carl.problems()).contains("HISTORY_DISPROVED");
        world.pass(Connection.PING_MILLIS);

        assertThat(carl.core.history(ref, 9)).extracting("text").containsExactly("before");
        assertThat(carl.store.rows(Table.MESSAGE)).hasSize(1);
        assertThat(carl.store.rows(Table.AMENDMENT)).isEmpty();
        assertThat(carl.store.rows(Table.CHAIN))
                .allMatch(row -> held().contains(EventId.of(row.key().split(" ")[1])));
        carl.core.say(ref, "on rock");
        carl.pass();
        assertThat(carl.core.onOneServer() + carl.core.unsent()).isEqualTo(1);
        there.sendAll(new Events(own));
        carl.crashQuietly();
        world.pass(15_000);
        here.sendAll(new Events(own));
        there.sendAll(new Events(own));
        world.pass(2000);
        assertThat(carl.problems()).doesNotContain("DEVICE_COPIED");
        assertThat(DevicesTest.device(carl)).isEqualTo(device);
        assertThat(carl.core.history(ref, 9)).extracting("text").containsExactly("before", "on rock");
        assertThat(all(world.ledger.store(), lies.id()).stream()
                        .filter(event -> event.header().device().equals(device)
                                && event.header().kind().equals(Writer.MESSAGE)))
                .hasSize(2);
    }

    @Test
    @DisplayName("I9: opening a client reads of a long room only its control and key events")
    void open_longRoom_readsNoContent() {
        carl.join(ROOM);
        CountingStore counting = new CountingStore(carl.store.reopen());
        new ClientCore(
                new Platform(world.crypto, counting, carl, world.clock()), "carl", List.of(), World.NAMESPACE, e -> {});
        assertThat(counting.rows(Table.EVENT)).hasSizeGreaterThan(Conversation.NEWEST);
        assertThat(counting.got).isLessThan(20);
    }

    @Test
    @DisplayName("a receipt that was lost is asked for again: after ten seconds, and on each new connection")
    void receipt_thatGotLost_isAskedForAgain() {
        carl.join(ROOM);
        carl.core.say(ROOM, "to be safe");
        carl.pass();
        assertThat(carl.core.onOneServer()).isEqualTo(1);
        int before = world.confirmed.size();
        world.pass(Posting.CONFIRM_MILLIS);
        assertThat(world.confirmed).hasSizeGreaterThan(before);
        Confirm last = world.confirmed.get(world.confirmed.size() - 1);
        String id = carl.all(ClientEvent.Sent.class).get(0).id().toString();
        assertThat(last.ids()).contains(id);
        // At the next server it is posted, which gives the second receipt; nothing is asked any more.
        here.die();
        world.pass(Connection.PING_MILLIS);
        assertThat(carl.core.onOneServer()).isZero();
        assertThat(carl.got.stream().filter(Stored.class::isInstance)).isNotEmpty();
        int asked = world.confirmed.size();
        world.pass(2 * Posting.CONFIRM_MILLIS);
        assertThat(world.confirmed).hasSize(asked);
    }

    @Test
    @DisplayName("I8: both branches of a fork come to a client, by comparing ranges above its floor")
    void fork_aboveTheFloor_comesToTheClient() {
        carl.join(ROOM);
        Event one = room.draft(ben.device(), EventClass.CONTENT, "message", "{\"a\":1}");
        Event two = room.draft(ben.device(), EventClass.CONTENT, "message", "{\"a\":2}");
        carl.lost = frame -> true;
        world.hold(List.of(one, two));
        room.take(List.of(one, two));
        Event both = room.say(anna.device(), "both");
        world.hold(List.of(both));
        carl.lost = frame -> false;
        carl.sent.clear();
        carl.cut();
        carl.pass();
        assertThat(held().contains(one.id())).isTrue();
        assertThat(held().contains(two.id())).isTrue();
        assertThat(held().contains(both.id())).isTrue();
    }
}
