package chat.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.fixture.Human;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.Postgres;
import chat.parley.server.fixture.Room;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresEventStoreTest extends EventStoreContract {
    private final String schema = Postgres.newSchema();

    @Override
    Database database() {
        Postgres.orSkip();
        return new PostgresDatabase(Postgres.url(), Postgres.user(), Postgres.password(), schema, DOMAIN);
    }

    @Override
    void drop() throws Exception {
        Postgres.drop(schema);
    }

    @Test
    @DisplayName("I2: when the connection is lost nothing of the batch is called stored, and the next one is")
    void commit_connectionLostBefore_failsThenGoesOn() throws Exception {
        Human alice = new Human("alice");
        Room room = new Room("lost");
        room.join(alice);
        Ledger ledger = new Ledger(store, Keys.CODEC, Keys.CRYPTO);
        room.arrived().forEach(event -> ledger.offer(event, new Nobody()));
        ledger.flush();
        List<Event> batch = room.say(alice, "m", 3);
        Nobody source = new Nobody();
        ledger.offer(batch.get(0), source);
        terminate(session());
        ledger.offer(batch.get(1), source);
        ledger.offer(batch.get(2), source);
        ledger.flush();
        assertThat(source.stored).isEmpty();
        assertThat(source.failed).isNotEmpty();
        assertThat(store.batches().failure()).isPresent();
        assertThat(batch).noneMatch(event -> store.contains(event.id()));
        store.batches().check();
        assertThat(store.batches().failure()).isEmpty();
        batch.forEach(event -> ledger.offer(event, source));
        ledger.flush();
        assertThat(source.stored).hasSize(3);
        assertThat(ids(store, room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("I2: an idle store notices that its connection is lost, and connects again")
    void check_connectionLost_connectsAgain() throws Exception {
        terminate(session());
        store.batches().check();
        assertThat(store.batches().failure()).isPresent();
        store.batches().check();
        assertThat(store.batches().failure()).isEmpty();
    }

    @Test
    @DisplayName("I2: after a read has failed the store reads again")
    void find_connectionLost_nextOneFinds() throws Exception {
        Human alice = new Human("alice");
        alice.events().forEach(store::add);
        store.commit();
        terminate(session());
        assertThatThrownBy(() -> store.heads(alice.user().identity())).isInstanceOf(IllegalStateException.class);
        assertThat(store.heads(alice.user().identity())).isEqualTo(alice.heads());
    }

    @Test
    @DisplayName("I2: a read that fails in the middle of a batch spoils all of it")
    void commit_readFailedBefore_nothingStored() throws Exception {
        Human alice = new Human("alice");
        store.add(alice.events().get(0));
        terminate(session());
        assertThatThrownBy(() -> store.find(alice.events().get(0).id())).isInstanceOf(IllegalStateException.class);
        store.add(alice.events().get(1));
        assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
        assertThat(alice.events()).noneMatch(event -> store.contains(event.id()));
        alice.events().forEach(store::add);
        store.commit();
        assertThat(alice.events()).allMatch(event -> store.contains(event.id()));
    }

    @Test
    @DisplayName("I2: a commit whose answer is lost is asked for on the next connection")
    void commit_answerLost_foundStored() throws Exception {
        Human alice = new Human("alice");
        try (JdbcEventStore deaf = new JdbcEventStore(
                new BatchConnection(database(), new DeafConnection(connection).proxy()), Keys.CODEC)) {
            alice.events().forEach(deaf::add);
            deaf.commit();
            assertThat(deaf.batches().failure()).isEmpty();
            assertThat(alice.events()).allMatch(event -> deaf.contains(event.id()));
        }
    }

    private int session() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** As when the server or the network fails: the session is gone. */
    private static void terminate(int session) throws SQLException {
        Postgres.execute("SELECT pg_terminate_backend(" + session + ", 5000)");
    }
}
