package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.ForwardingEventStore;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a ledger over a database must do, whatever the database. */
abstract class LedgerContract {
    /** The database of this test. */
    abstract Database database() throws Exception;

    private final Human alice = new Human("alice");
    private final Room room = new Room("room");
    private final List<Event> told = new ArrayList<>();
    private final List<Event> broken = new ArrayList<>();
    private Faulty store;
    private Ledger ledger;

    /** The database, with faults on demand. */
    private static final class Faulty extends ForwardingEventStore implements DurableStore {
        final JdbcEventStore store;
        EventId unreadable;
        boolean dead;

        Faulty(JdbcEventStore store) {
            this.store = store;
        }

        @Override
        protected EventStore events() {
            return store;
        }

        @Override
        public void takeBack() {
            store.takeBack();
        }

        @Override
        public void commit() throws StoreException {
            if (dead) {
                throw new StoreException("dead", null);
            }
            store.commit();
        }

        @Override
        public boolean contains(EventId id) {
            if (id.equals(unreadable)) {
                throw new IllegalStateException("unreadable");
            }
            return store.contains(id);
        }
    }

    @BeforeEach
    void open() throws Exception {
        store = new Faulty(new JdbcEventStore(database(), Keys.CODEC));
        ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
        ledger.listen(new Ledger.Listener() {
            @Override
            public void committed(List<Event> events) {
                told.addAll(events);
            }

            @Override
            public void broken(Event event, Throwable cause) {
                broken.add(event);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        store.store.close();
        drop();
    }

    /** Removes what the test has left; the store is closed by then. */
    void drop() throws Exception {}

    @Test
    @DisplayName("I11: an event over which judging breaks harms only itself")
    void offer_oneBreaks_othersStored() {
        room.join(alice);
        List<Event> before = room.arrived();
        Event poison = room.copy().say(alice, "poison");
        Event good = room.say(alice, "good");
        store.unreadable = poison.id();
        Nobody source = new Nobody();
        before.forEach(event -> ledger.offer(event, source));
        ledger.offer(poison, source);
        ledger.offer(good, source);
        ledger.flush();
        assertThat(broken).containsExactly(poison);
        assertThat(source.failed).containsExactly(poison.id());
        assertThat(source.stored).hasSize(before.size() + 1).contains(good.id());
    }

    @Test
    @DisplayName("Sources are told in the order in which they came: the same offers have the same course")
    void flush_manySources_toldInOrder() {
        List<Integer> told = new ArrayList<>();
        List<Integer> came = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            came.add(number);
            Nobody source = new Nobody() {
                @Override
                public void stored(List<Event> events) {
                    told.add(number);
                }
            };
            alice.events().forEach(event -> ledger.offer(event, source));
        }
        ledger.flush();
        assertThat(told).isEqualTo(came);
    }

    @Test
    @DisplayName("I2: while the disk fails nothing is called stored, not even what looks known")
    void flush_diskFails_nothingStored() {
        room.join(alice);
        Nobody source = new Nobody();
        store.dead = true;
        room.arrived().forEach(event -> ledger.offer(event, source));
        ledger.flush();
        // The store could not take the batch back: its events still look stored.
        room.arrived().forEach(event -> ledger.offer(event, source));
        ledger.flush();
        assertThat(source.stored).isEmpty();
        assertThat(told).isEmpty();
        store.dead = false;
        room.arrived().forEach(event -> ledger.offer(event, source));
        ledger.flush();
        assertThat(source.stored).hasSize(room.arrived().size());
    }

    @Test
    @DisplayName("I11: a listener that fails keeps no other from being told")
    void flush_listenerFails_othersTold() {
        Ledger other = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
        other.listen(events -> {
            throw new IllegalStateException("bug");
        });
        other.listen(told::addAll);
        List<String> actions = new ArrayList<>();
        other.afterFlush(() -> actions.add("done"));
        Nobody source = new Nobody();
        alice.events().forEach(event -> other.offer(event, source));
        assertThatThrownBy(other::flush).hasMessage("bug");
        assertThat(told).hasSize(2);
        assertThat(source.stored).hasSize(2);
        assertThat(actions).hasSize(1);
    }

    @Test
    @DisplayName(
            "I2: what is derived from a batch cannot be written: nothing of the batch is stored, all are told, and it is"
                    + " taken when it comes again")
    void flush_committingFails_asAFailedCommit() throws Exception {
        Ledger other = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
        List<String> lost = new ArrayList<>();
        boolean[] fails = {true};
        other.listen(new Ledger.Listener() {
            @Override
            public void committed(List<Event> events) {
                told.addAll(events);
            }

            @Override
            public void committing(List<Event> events) {
                if (fails[0]) {
                    throw new IllegalStateException("cannot be read");
                }
            }

            @Override
            public void notDurable(int events, Exception cause) {
                lost.add(events + " " + cause.getCause().getMessage());
            }
        });
        Nobody source = new Nobody();
        alice.events().forEach(event -> other.offer(event, source));
        other.flush();
        assertThat(source.failed).hasSize(2);
        assertThat(source.stored).isEmpty();
        assertThat(lost).containsExactly("2 cannot be read");
        assertThat(told).isEmpty();
        assertThat(store.contains(alice.events().get(0).id())).isFalse();
        assertThat(other.replica().identity(alice.user()).live()).isEmpty();

        fails[0] = false;
        alice.events().forEach(event -> other.offer(event, source));
        other.flush();
        assertThat(source.stored).hasSize(2);
        assertThat(told).isEqualTo(alice.events());
        assertThat(store.heads(alice.user().identity())).isEqualTo(alice.heads());
    }

    @Test
    @DisplayName("I11: a source over which even the stack overflows keeps no other from its acknowledgement")
    void flush_sourceFailsBadly_othersTold() {
        ledger.offer(alice.events().get(0), new Nobody() {
            @Override
            public void stored(List<Event> events) {
                throw new StackOverflowError("bug");
            }
        });
        Nobody source = new Nobody();
        ledger.offer(alice.events().get(1), source);
        assertThatThrownBy(ledger::flush).isInstanceOf(StackOverflowError.class);
        assertThat(source.stored).hasSize(1);
        assertThat(told).hasSize(2);
    }

    @Test
    @DisplayName("I9: what waits is bounded for each source and for all together")
    void offer_orphansOfManySources_bounded() {
        String text = "x".repeat(60_000);
        int held = 0;
        for (int i = 0; i < 12; i++) {
            Counting source = new Counting();
            for (int j = 0; j < 150; j++) {
                ledger.offer(new Room("r" + i + "." + j).orphan(alice, text), source);
            }
            assertThat(source.held).isLessThan(141);
            held += source.held;
        }
        assertThat(held * 60_000L).isLessThan(65L * 1024 * 1024);
    }

    /** Counts what was held for it. */
    private static final class Counting implements Source {
        int held;

        @Override
        public void stored(List<Event> events) {
            throw new IllegalStateException();
        }

        @Override
        public void failed(List<Event> events) {
            throw new IllegalStateException();
        }

        @Override
        public void refused(Event event, RefusalCode code, String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void missing(Event event, Set<EventId> ids, boolean wasHeld) {
            held += wasHeld ? 1 : 0;
        }
    }
}
