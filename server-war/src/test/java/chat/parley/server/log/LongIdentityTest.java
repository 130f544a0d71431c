package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.sync.Portions;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.Room;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("I9, I11: a person may make their identity as long as they like; a server reads a bounded part of it")
class LongIdentityTest {
    /** Rows that are enough to see that an identity is longer than what goes along with an event. */
    private static final long ENOUGH = 600;

    private static final int LONG = 2000;

    @TempDir
    private Path folder;

    private final AtomicLong rows = new AtomicLong();
    private final Human alice = new Human("alice");
    private final Human mallory = new Human("mallory");
    private final Room room = new Room("room");
    private JdbcEventStore store;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        SqliteDatabase database = new SqliteDatabase(folder, new DomainId(new byte[DomainId.BYTES]));
        store = new JdbcEventStore(
                new BatchConnection(database, new CountingConnection(database.connect(), rows).proxy()), Keys.CODEC);
        ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private void store(List<Event> events) {
        events.forEach(event -> ledger.offer(event, new Nobody()));
        ledger.flush();
        assertThat(events).allMatch(event -> store.contains(event.id()));
        rows.set(0);
    }

    @Test
    @DisplayName("A join that cites a long identity goes out alone: what it costs does not go with the identity")
    void cited_longIdentity_fewRowsOnce() {
        mallory.replaceSealing(LONG);
        Event join = room.join(mallory);
        store(room.arrived());
        assertThat(Portions.cited(ledger.replica(), join)).isEmpty();
        assertThat(rows.get()).isPositive().isLessThan(ENOUGH);

        rows.set(0);
        assertThat(Portions.cited(ledger.replica(), join)).isEmpty();
        assertThat(rows.get()).as("the next reader").isZero();

        mallory.replaceSealing(1);
        store(mallory.events().subList(LONG + 2, LONG + 3));
        assertThat(Portions.cited(ledger.replica(), join)).isEmpty();
        assertThat(rows.get()).as("after the identity has grown").isZero();
    }

    @Test
    @DisplayName("One of a few devices and some years goes along, and is read once for all newcomers")
    void cited_usualIdentity_readOnce() {
        alice.replaceSealing(150);
        Event join = room.join(alice);
        store(room.arrived());
        assertThat(Portions.cited(ledger.replica(), join)).isEqualTo(alice.events());
        rows.set(0);
        assertThat(Portions.cited(ledger.replica(), join)).isEqualTo(alice.events());
        assertThat(rows.get()).isZero();

        alice.replaceSealing(1);
        store(alice.events().subList(152, 153));
        assertThat(Portions.cited(ledger.replica(), join)).isEqualTo(alice.events());
    }
}
