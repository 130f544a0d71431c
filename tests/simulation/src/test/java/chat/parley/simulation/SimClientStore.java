package chat.parley.simulation;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.util.List;
import java.util.Optional;

/** A client's store that can crash its process in the middle of a step: at a commit, before or after it is durable. */
final class SimClientStore implements ClientStore {
    private final ClientStore rows;
    private final ClientWatch watch;
    private Crash armed = Crash.NONE;
    private int commitsLeft;

    /** How a client's process dies. */
    enum Crash {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** The process is gone. */
    static final class Crashed extends Error {
        private static final long serialVersionUID = 1L;

        Crashed() {
            super("crashed", null, false, false);
        }
    }

    SimClientStore(ClientStore rows, ClientWatch watch) {
        this.rows = rows;
        this.watch = watch;
        watch.reopened(rows.rows(Table.EVENT), rows.rows(Table.FLOOR));
    }

    /** Lets the process die at one of its next commits. */
    void arm(Crash crash, int afterCommits) {
        armed = crash;
        commitsLeft = afterCommits;
    }

    @Override
    public void commit() throws StoreException {
        boolean now = armed != Crash.NONE && commitsLeft-- <= 0;
        if (now && armed == Crash.BEFORE_COMMIT) {
            throw new Crashed();
        }
        rows.commit();
        watch.committed();
        if (now) {
            throw new Crashed();
        }
    }

    @Override
    public void put(Table table, String key, String value) {
        if (table == Table.EVENT) {
            watch.adds(key, value);
        } else if (table == Table.FLOOR) {
            watch.floor(key, value);
        }
        rows.put(table, key, value);
    }

    @Override
    public List<Row> rows(Table table) {
        return rows.rows(table);
    }

    @Override
    public Optional<String> get(Table table, String key) {
        return rows.get(table, key);
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return rows.first(table, from, to, limit);
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return rows.last(table, from, to, limit);
    }

    @Override
    public void remove(Table table, String key) {
        if (table == Table.FLOOR) {
            watch.noFloor(key);
        }
        rows.remove(table, key);
    }

    @Override
    public void removeAll(Table table, String prefix) {
        rows.removeAll(table, prefix);
    }

    @Override
    public void close() {
        rows.close();
    }
}
