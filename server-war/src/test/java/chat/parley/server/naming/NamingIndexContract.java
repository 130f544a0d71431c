package chat.parley.server.naming;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.UserRooms;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.ForwardingEventStore;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.log.BatchConnection;
import chat.parley.server.log.Database;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.JdbcHostingStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the index of who is named must do, whatever the database. */
abstract class NamingIndexContract {
    private final FakeClock clock = new FakeClock();
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private final TestPerson cleo = new TestPerson("cleo");
    private final TestOwnedRoom room = TestOwnedRoom.create("room", anna, Charter.History.NONE);
    private final List<Named> news = new ArrayList<>();
    private final Set<LogId> unhosted = new HashSet<>();
    private Connection connection;
    private Faulty store;
    private JdbcNamingStore names;
    private Ledger ledger;
    private NamingIndex index;

    /** The database of this test, always the same. */
    abstract Database database() throws Exception;

    /** The events in the database, with a disk that fails on demand. */
    private static final class Faulty extends ForwardingEventStore implements DurableStore {
        final JdbcEventStore store;
        boolean full;

        Faulty(JdbcEventStore store) {
            this.store = store;
        }

        @Override
        protected EventStore events() {
            return store;
        }

        @Override
        public void commit() throws StoreException {
            if (full) {
                store.batches().write("no SQL");
            }
            store.commit();
        }
    }

    @BeforeEach
    void open() throws Exception {
        Database database = database();
        connection = database.connect();
        BatchConnection batches = new BatchConnection(database, connection);
        store = new Faulty(new JdbcEventStore(batches, Keys.CODEC));
        names = new JdbcNamingStore(batches);
        ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
        index = new NamingIndex(ledger, Keys.CODEC, names, log -> !unhosted.contains(log), clock);
        index.readBy((events, named) -> news.addAll(named));
        ledger.listen(index);
    }

    @AfterEach
    void close() throws Exception {
        store.store.close();
        drop();
    }

    /** Removes what the test has left; the store is closed by then. */
    void drop() throws Exception {}

    private void take(TestOwnedRoom from) {
        take(from.arrived());
    }

    private void take(List<Event> events) {
        clock.pass(Duration.ofSeconds(1));
        events.forEach(event -> ledger.offer(event, new Nobody()));
        flush();
    }

    private void flush() {
        do {
            ledger.flush();
        } while (ledger.pending());
    }

    private void restart() throws Exception {
        store.store.close();
        open();
    }

    private List<String> member(TestPerson person) {
        return index.rooms(person.user()).member();
    }

    private List<String> invited(TestPerson person) {
        return index.rooms(person.user()).invited();
    }

    private void sql(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Sessions: who is invited, comes in and leaves is named as invited, as a member, not at all")
    void invitedThenInThenOut() throws Exception {
        String log = room.id().toString();
        Event invitation = room.invite(anna.device(), ben, Rank.MEMBER);
        take(room);
        assertThat(member(anna)).containsExactly(log);
        assertThat(invited(ben)).containsExactly(log);
        assertThat(member(ben)).isEmpty();
        room.enter(ben, invitation);
        take(room);
        restart();
        assertThat(invited(ben)).isEmpty();
        assertThat(member(ben)).containsExactly(log);
        room.leave(ben.device());
        take(room);
        assertThat(index.rooms(ben.user())).isEqualTo(new UserRooms(ben.user().toString(), List.of(), List.of()));
        assertThat(names.named(room.id())).containsOnlyKeys(anna.user());
    }

    @Test
    @DisplayName("Who is removed, or whose invitation is taken back or is its maker's no more, is not named any more")
    void removedRevokedAndPowerless_gone() {
        room.admit(anna.device(), ben, Rank.ADMIN);
        Event revoked = room.invite(anna.device(), cleo, Rank.GUEST);
        take(room);
        assertThat(invited(cleo)).hasSize(1);
        room.act(anna.device(), new OwnedAct.RevokeInvite(revoked.id()));
        take(room);
        assertThat(invited(cleo)).isEmpty();
        room.invite(ben.device(), cleo, Rank.GUEST);
        take(room);
        assertThat(invited(cleo)).hasSize(1);
        room.kick(anna.device(), ben);
        take(room);
        assertThat(member(ben)).isEmpty();
        assertThat(invited(cleo)).as("invited by one who is an admin no more").isEmpty();
    }

    @Test
    @DisplayName("PROTOCOL.md, Owned rooms: of a direct room the peer is invited while its creator is there")
    void directRoom_namesThePeer() {
        TestOwnedRoom direct = TestOwnedRoom.direct("direct", anna, ben.user());
        take(direct);
        assertThat(invited(ben)).containsExactly(direct.id().toString());
        assertThat(news).extracting(Named::user).containsExactlyInAnyOrder(anna.user(), ben.user());
        direct.leave(anna.device());
        take(direct);
        assertThat(names.named(direct.id())).isEmpty();
    }

    @Test
    void openRoom_namesItsMembers() {
        TestRoom open = new TestRoom("open");
        open.join(anna);
        open.join(ben);
        take(open.arrived());
        assertThat(member(ben)).containsExactly(open.id().toString());
        open.leave(ben.device());
        take(open.arrived());
        assertThat(names.named(open.id())).containsOnlyKeys(anna.user());
    }

    @ParameterizedTest
    @DisplayName(
            "I8: whatever the order and the batches in which concurrent acts come, the index is what the room folds into")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomActs_indexIsTheFold(long seed) throws Exception {
        Random random = new Random(seed);
        List<TestPerson> people = List.of(anna, ben, cleo, new TestPerson("dora"), new TestPerson("emil"));
        room.admit(anna.device(), ben, Rank.ADMIN);
        TestOwnedRoom two = room.copy();
        for (int i = 0; i < 60; i++) {
            act(random.nextBoolean() ? room : two, people, random);
        }
        room.take(two);
        List<Event> left = new ArrayList<>(room.arrived());
        int most = 0;
        while (!left.isEmpty()) {
            List<Event> batch = left.subList(0, Math.min(left.size(), 1 + random.nextInt(9)));
            Collections.shuffle(batch, random);
            take(batch);
            batch.clear();
            Map<UserId, Optional<UserId>> named = names.named(room.id());
            assertThat(named)
                    .isEqualTo(
                            NamingIndex.named(ledger.replica().room(room.id()).state()));
            most = Math.max(most, named.size());
        }
        assertThat(store.heads(room.id())).isEqualTo(room.store().heads(room.id()));
        restart();
        assertThat(names.named(room.id())).isEqualTo(NamingIndex.named(room.state()));
        assertThat(most).isGreaterThan(1);
    }

    /** Somebody does something, if the rules let them. */
    private static void act(TestOwnedRoom room, List<TestPerson> people, Random random) {
        TestDevice author = people.get(random.nextInt(people.size())).device();
        TestPerson other = people.get(random.nextInt(people.size()));
        Act inviting = new OwnedAct.Invite(new OwnedAct.Person(other.user()), Rank.ADMIN);
        List<Act> acts = new ArrayList<>(List.of(
                inviting,
                inviting,
                inviting,
                new OwnedAct.Invite(new OwnedAct.Person(other.user()), Rank.GUEST),
                new OwnedAct.Kick(other.user(), List.of()),
                new OwnedAct.SetRank(other.user(), Rank.ADMIN),
                new OwnedAct.SetRank(other.user(), Rank.GUEST)));
        if (author != people.get(0).device()) {
            acts.add(new Act.Leave());
        }
        room.ranks().invitations().keySet().forEach(id -> acts.add(new OwnedAct.RevokeInvite(id)));
        Act act = acts.get(random.nextInt(acts.size()));
        room.offer(TestOwnedRoom.reread(room.draft(author, act)));
        for (TestPerson person : people) {
            List<EventId> open = new ArrayList<>(room.ranks().invitations().keySet());
            if (!open.isEmpty() && random.nextInt(4) == 0) {
                room.take(person.events());
                Act entry = room.entry(person, open.get(random.nextInt(open.size())));
                room.offer(TestOwnedRoom.reread(room.draft(person.device(), entry)));
            }
        }
    }

    @Test
    @DisplayName("I2: a batch that is not durable names nobody, and nobody is told; the next one makes up for it")
    void failedBatch_leavesNothing() throws Exception {
        store.full = true;
        take(room);
        assertThat(names.named(room.id())).isEmpty();
        assertThat(news).isEmpty();
        store.full = false;
        take(room);
        assertThat(names.named(room.id())).containsOnlyKeys(anna.user());
        assertThat(news).hasSize(1);
    }

    @Test
    @DisplayName("Nobody is told of a log that is not kept up to date here, and the newest come first")
    void unhosted_notTold() {
        TestOwnedRoom later = TestOwnedRoom.create("later", anna, Charter.History.NONE);
        take(room);
        take(later);
        assertThat(member(anna))
                .containsExactly(later.id().toString(), room.id().toString());
        unhosted.add(later.id());
        assertThat(member(anna)).containsExactly(room.id().toString());
    }

    @Test
    @DisplayName("A log that is dropped names nobody any more")
    void dropped_gone() throws Exception {
        TestOwnedRoom other = TestOwnedRoom.create("other", anna, Charter.History.NONE);
        take(room);
        take(other);
        assertThat(new JdbcHostingStore(store.store).remove(room.id(), 1000)).isFalse();
        assertThat(member(anna)).containsExactly(other.id().toString());
    }

    @Test
    @DisplayName(
            "Who says anew how they are called, or is invited again, is no news; who comes in after an invitation is")
    void news_onlyWhatIsNew() {
        Event invitation = room.invite(anna.device(), ben, Rank.MEMBER);
        take(room);
        room.invite(anna.device(), ben, Rank.GUEST);
        take(room);
        assertThat(news)
                .containsExactlyInAnyOrder(
                        new Named(room.id(), anna.user(), Optional.empty()),
                        new Named(room.id(), ben.user(), Optional.of(anna.user())));
        news.clear();
        room.enter(ben, invitation);
        take(room);
        room.act(ben.device(), new OwnedAct.Enter(Optional.empty(), Optional.empty(), "Benjamin", ben.heads()));
        take(room);
        assertThat(news).containsExactly(new Named(room.id(), ben.user(), Optional.empty()));
    }

    @Test
    @DisplayName("Rooms from before the index are read into it once, a few at a time, and are no news")
    void roomsFromBefore_readOnce() throws Exception {
        List<TestOwnedRoom> before = new ArrayList<>();
        for (int i = 0; i <= NamingIndex.LOGS_PER_ROUND; i++) {
            before.add(TestOwnedRoom.create("before " + i, anna, Charter.History.NONE));
            take(before.get(i));
        }
        // As the migration finds a store that was written without the index.
        sql("DELETE FROM named");
        sql("INSERT INTO unread (log) SELECT DISTINCT log FROM head");
        restart();
        news.clear();
        assertThat(member(anna)).isEmpty();
        int rounds = 0;
        for (; rounds < 10 && !names.unread(1).isEmpty(); rounds++) {
            index.tick();
            flush();
        }
        assertThat(rounds).isEqualTo(2);
        assertThat(member(anna)).hasSize(before.size());
        assertThat(news).isEmpty();
        restart();
        assertThat(names.unread(1)).isEmpty();
        assertThat(member(anna)).hasSize(before.size());
    }

    @Test
    @DisplayName("Rooms from before are read also where there is always a batch open")
    void roomsFromBefore_underLoad() throws Exception {
        take(room);
        sql("DELETE FROM named");
        sql("INSERT INTO unread (log) SELECT DISTINCT log FROM head");
        restart();
        ledger.listen(new Ledger.Listener() {
            @Override
            public void committed(List<Event> events) {
                index.tick();
            }
        });
        TestRoom busy = new TestRoom("busy");
        busy.join(cleo);
        busy.arrived().forEach(event -> ledger.offer(event, new Nobody()));
        ledger.flush();
        assertThat(member(anna)).containsExactly(room.id().toString());
    }

    @Test
    void actsOfOpenRooms_ofNoConcern() throws Exception {
        TestRoom open = new TestRoom("open");
        open.join(anna);
        take(open.arrived());
        news.clear();
        open.say(anna.device(), "hello");
        open.control(anna.device(), ActCodec.DEVICES, new Act.Devices(anna.user(), anna.heads()));
        take(open.arrived());
        assertThat(news).isEmpty();
    }
}
