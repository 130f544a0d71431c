package chat.parley.server.log;

import chat.parley.protocol.log.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A node's one connection to its database. What is written between two commits is one batch, a transaction that is begun
 * and ended by SQL: SQLite's driver does not notice when SQLite rolls back by itself. A commit returns when the
 * database's log is synced to its disk. A lost connection is replaced where the database allows it. Used by one thread,
 * but for {@link #failure}.
 */
public final class BatchConnection implements AutoCloseable {
    /** Least time between two attempts to connect again: meanwhile the node does nothing else. */
    private static final long RECONNECT_NANOS = 1_000_000_000L;

    /** How long a commit waits for a new connection, to learn whether the batch has arrived. */
    private static final long DOUBT_NANOS = 3_000_000_000L;

    private static final long DOUBT_PAUSE_MILLIS = 100;

    /** What is written to find out whether a failed store takes anything again. */
    private static final String PROBE = "x".repeat(64 * 1024);

    private static final String DELETE_PROBE = "DELETE FROM setting WHERE name = ?";

    private static final Logger LOG = System.getLogger(BatchConnection.class.getName());

    private final Database database;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private Connection connection;
    private boolean writing;
    private SQLException broken;
    private long reconnectAt = System.nanoTime();
    private volatile String failure;
    private Runnable lost = () -> {};

    /** A text of any characters, which may be missing. */
    public record Text(String value) {}

    /**
     * Opens a database.
     *
     * @throws UnusableException if it cannot be used
     */
    public BatchConnection(Database database) throws UnusableException {
        this(database, database.connect());
    }

    /**
     * The same.
     *
     * @param connection of this database, in these hands from now on
     */
    public BatchConnection(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** What is done when a batch is taken back: what was remembered of it is no longer true. */
    void onLoss(Runnable action) {
        lost = action;
    }

    /** Why it could not be written or reached the last time; any thread may ask. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Sees whether the database is there; after a failure, whether it can be written again. To be called now and then,
     * between two batches: what was added since the last commit could be taken back.
     */
    public void check() {
        try {
            if (broken != null) {
                recover(broken);
            }
            if (broken != null || writing) {
                return;
            }
            if (failure != null) {
                bind(Schema.SET, "probe", PROBE).executeUpdate();
                bind(DELETE_PROBE, "probe").executeUpdate();
                failure = null;
                LOG.log(Level.INFO, "the database can be written again");
            } else if (database.reconnects()) {
                execute("SELECT 1");
            }
        } catch (SQLException e) {
            forget(Schema.SET);
            forget(DELETE_PROBE);
            recover(e);
        }
    }

    /**
     * Makes the open batch durable.
     *
     * @param there whether the batch is in the database, asked on a new connection if the answer to the commit was lost
     * @throws StoreException if it could not; then nothing of it is there
     */
    public void commit(BooleanSupplier there) throws StoreException {
        boolean inDoubt = false;
        try {
            if (broken != null) {
                throw broken;
            }
            if (writing) {
                inDoubt = database.reconnects();
                execute("COMMIT");
                writing = false;
                failure = null;
            }
        } catch (SQLException e) {
            recover(e);
            if (inDoubt && arrived(there)) {
                failure = null;
                return;
            }
            throw new StoreException("the database cannot be written: " + Schema.firstLine(e), e);
        }
    }

    /** Takes the open batch back; if that cannot be done now, nothing is written until it can. */
    public void takeBack() {
        if (broken != null || writing) {
            recover(broken == null ? new SQLException("the last batch was taken back") : broken);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /**
     * Takes the batch back, if need be on a new connection. While even that fails nothing is written, and each commit
     * tries it again.
     */
    private void recover(SQLException cause) {
        broken = cause;
        failure = Schema.firstLine(cause);
        lost.run();
        try {
            if (!rolledBackAlready()) {
                execute("ROLLBACK");
            }
            writing = false;
            broken = null;
        } catch (SQLException e) {
            if (!database.reconnects()) {
                LOG.log(Level.ERROR, "the failed batch cannot be taken back yet", e);
            } else if (System.nanoTime() - reconnectAt >= 0) {
                reconnect();
            }
        }
    }

    private void reconnect() {
        long begun = System.nanoTime();
        prepared.clear();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "did not close in order", e);
        }
        try {
            connection = database.connect();
            writing = false;
            broken = null;
            LOG.log(Level.INFO, "connected to the database again");
        } catch (UnusableException e) {
            failure = e.getMessage();
            LOG.log(Level.WARNING, "the database is lost: {0}", e.getMessage());
        }
        long end = System.nanoTime();
        reconnectAt = end + Math.max(RECONNECT_NANOS, 2 * (end - begun));
    }

    /**
     * After a commit whose answer was lost: whether the batch is there, all of it or nothing. The new connection has the
     * lock that the old one had, so that the old one's commit is over.
     */
    private boolean arrived(BooleanSupplier there) {
        long end = System.nanoTime() + DOUBT_NANOS;
        while (broken != null && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(DOUBT_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            reconnect();
        }
        if (broken != null) {
            LOG.log(Level.WARNING, "whether the last batch has arrived is not known");
            return false;
        }
        return there.getAsBoolean();
    }

    /** When a disk is full SQLite may have ended the transaction itself: then, and only then, another can begin. */
    private boolean rolledBackAlready() {
        try {
            execute("BEGIN");
        } catch (SQLException e) {
            return false;
        }
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            return false;
        }
        return true;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A write that fails spoils its batch: the commit then says so, and nothing of the batch stays. */
    public void write(String sql, Object... values) {
        if (broken != null) {
            return;
        }
        try {
            if (!writing) {
                execute(database.begin());
                writing = true;
            }
            bind(sql, values).executeUpdate();
        } catch (SQLException e) {
            forget(sql);
            broken = e;
        }
    }

    public <T> T read(String sql, Reader<T> reader, Object... values) {
        try {
            try (ResultSet rows = bind(sql, values).executeQuery()) {
                return reader.read(rows);
            }
        } catch (SQLException e) {
            forget(sql);
            unread(e);
            throw new IllegalStateException("the database cannot be read", e);
        }
    }

    /** Only if nothing has been added since the last commit may another transaction or connection take this one's place. */
    private void unread(SQLException cause) {
        if (broken != null || !database.failureSpoilsBatch()) {
            return;
        }
        if (writing) {
            broken = cause;
        } else {
            recover(cause);
        }
    }

    /** The driver closes a statement that has failed: it would fail for ever. */
    private void forget(String sql) {
        try (PreparedStatement failed = prepared.remove(sql)) {
            LOG.log(Level.DEBUG, "prepared anew: {0}", sql);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "did not close in order", e);
        }
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Text text) {
                database.setText(statement, i + 1, text.value());
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) value);
            }
        }
        return statement;
    }

    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** A text of any characters, or null. */
    String text(ResultSet rows, int index) throws SQLException {
        return database.text(rows, index);
    }
}
