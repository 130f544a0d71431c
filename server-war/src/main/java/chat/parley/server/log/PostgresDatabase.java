package chat.parley.server.log;

import chat.parley.protocol.id.DomainId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL, one schema for each node. The connection that writes also holds the schema's lock: a node that has lost its
 * connection cannot write any more, and one that has the lock is alone. Used by one thread.
 */
public final class PostgresDatabase implements Database {
    /** How long a node that was killed may still seem to be there, in milliseconds. */
    private static final long LOCK_PATIENCE = 5000;

    private static final long LOCK_PAUSE = 250;

    private static final int CONNECT_SECONDS = 2;

    /** After so long without any answer the connection is taken for lost. */
    private static final int SILENCE_SECONDS = 20;

    /** So that the server, too, notices within half a minute that a node's host is gone, and frees the lock. */
    private static final List<String> SESSION = List.of(
            "SET synchronous_commit = on",
            "SET statement_timeout = 0",
            "SET tcp_keepalives_idle = 10",
            "SET tcp_keepalives_interval = 5",
            "SET tcp_keepalives_count = 3");

    private final String url;
    private final String user;
    private final String password;
    private final String schema;
    private final DomainId domain;
    private boolean migrated;
    private int session;

    /**
     * A new schema belongs to {@code domain} from then on.
     *
     * @param url such as {@code jdbc:postgresql://host/db}
     * @param user empty for the driver's default
     * @param password empty for none
     * @param schema of small letters, digits and underscores
     */
    public PostgresDatabase(String url, String user, String password, String schema, DomainId domain) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.schema = schema;
        this.domain = domain;
    }

    @Override
    public Connection connect() throws UnusableException {
        try {
            Connection connection = source(SILENCE_SECONDS).getConnection();
            try {
                prepare(connection);
                lock(connection);
                if (!migrated) {
                    // Flyway's own connections may be silent for as long as an index takes.
                    Schema.migrate(flyway());
                    migrated = true;
                }
                execute(connection, "SET search_path = \"" + schema + '"');
                Schema.claim(connection, domain);
                session = session(connection);
                return connection;
            } catch (SQLException | UnusableException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | FlywayException e) {
            throw new UnusableException(
                    Schema.firstLine(e),
                    "see that PostgreSQL runs and lets this user make and write the schema " + schema,
                    e);
        }
    }

    @Override
    public boolean reconnects() {
        return true;
    }

    @Override
    public String begin() {
        return "BEGIN";
    }

    @Override
    public boolean failureSpoilsBatch() {
        return true;
    }

    @Override
    public void setText(PreparedStatement statement, int index, String text) throws SQLException {
        statement.setBytes(index, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String text(ResultSet rows, int index) throws SQLException {
        byte[] bytes = rows.getBytes(index);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private PGSimpleDataSource source(int silence) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        // First what may be overridden by the url.
        source.setApplicationName("parley");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(2 * CONNECT_SECONDS);
        source.setSocketTimeout(silence);
        source.setTcpKeepAlive(true);
        source.setUrl(url);
        if (!user.isEmpty()) {
            source.setUser(user);
        }
        if (!password.isEmpty()) {
            source.setPassword(password);
        }
        return source;
    }

    private Flyway flyway() {
        return Schema.flyway()
                .dataSource(source(0))
                .defaultSchema(schema)
                .schemas(schema)
                .locations("classpath:chat/parley/server/log/postgresql")
                .load();
    }

    private static void prepare(Connection connection) throws SQLException, UnusableException {
        try (Statement statement = connection.createStatement()) {
            for (String each : SESSION) {
                statement.execute(each);
            }
            try (ResultSet rows = statement.executeQuery("SHOW fsync")) {
                if (rows.next() && !rows.getString(1).equals("on")) {
                    throw new UnusableException(
                            "its fsync is off, so that a crash would take back what was said to be stored",
                            "set fsync = on in postgresql.conf",
                            null);
                }
            }
        }
    }

    /** Takes the schema's lock, which is held until the connection ends. */
    private void lock(Connection connection) throws SQLException, UnusableException {
        long key = lockKey();
        // Who reconnects holds up the whole node meanwhile.
        long patience = session == 0 ? LOCK_PATIENCE : 2 * LOCK_PAUSE;
        long end = System.nanoTime() + patience * 1_000_000;
        while (!ask(connection, "SELECT pg_try_advisory_lock(?)", key)) {
            if (session != 0) {
                // This node's own former session, of which the server does not know yet that nobody is there.
                ask(
                        connection,
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                                + " AND pid = " + session + " AND (classid::bigint << 32) | objid::bigint = ?",
                        key);
            }
            if (System.nanoTime() - end > 0) {
                throw new UnusableException(
                        "another node uses the schema " + schema,
                        "stop that node, or set parley.store.schema to a schema of this node's own",
                        null);
            }
            try {
                Thread.sleep(LOCK_PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted", e);
            }
        }
    }

    private long lockKey() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("parley store " + schema).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean ask(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
