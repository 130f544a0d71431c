package chat.parley.client.sqlite;

import chat.parley.client.ClientException;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * A {@link ClientStore} in an SQLite file, in a folder that only its owner can read. A lock file keeps a second process
 * out: two would use one key twice.
 */
public final class SqliteClientStore implements ClientStore {
    /** The file's name in the folder. */
    public static final String FILE = "client.db";

    /** The versions of all migrations, in their order. */
    static final List<String> MIGRATIONS = List.of("1", "2");

    private static final String LOCK = "lock";

    private final Connection connection;
    private final FileChannel lock;
    private final Map<Table, PreparedStatement> puts = new EnumMap<>(Table.class);
    private final Map<Table, PreparedStatement> removes = new EnumMap<>(Table.class);
    private final Map<Query, Map<Table, PreparedStatement>> queries = new EnumMap<>(Query.class);
    private boolean changed;

    /** Whether the journal may hold what is not in the tables any more: also what a former process has left there. */
    private boolean traces = true;

    /** What is asked of a table by its keys. */
    private enum Query {
        GET("= ?"),
        FIRST(">= ? AND key < ? ORDER BY key LIMIT ?"),
        LAST(">= ? AND key < ? ORDER BY key DESC LIMIT ?");

        private final String where;

        Query(String where) {
            this.where = where;
        }
    }

    SqliteClientStore(Connection connection, FileChannel lock) throws SQLException {
        this.connection = connection;
        this.lock = lock;
        for (Table table : Table.values()) {
            puts.put(
                    table,
                    connection.prepareStatement("INSERT INTO " + name(table)
                            + " (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
            removes.put(table, connection.prepareStatement("DELETE FROM " + name(table) + " WHERE key = ?"));
        }
        connection.setAutoCommit(false);
    }

    /**
     * Opens the store in a folder, made for its owner only if it is not there.
     *
     * @throws ClientException FOLDER, IN_USE or STORE
     */
    public static SqliteClientStore open(Path folder) {
        FileChannel lock = lock(folder);
        String url = "jdbc:sqlite:" + folder.resolve(FILE);
        try {
            if (!isCurrent(folder.resolve(FILE), url)) {
                migrate(url);
            }
            Connection connection = DriverManager.getConnection(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("PRAGMA secure_delete = ON");
            }
            return new SqliteClientStore(connection, lock);
        } catch (FlywayException | SQLException e) {
            release(lock);
            throw new ClientException(
                    ClientException.Code.STORE,
                    folder.resolve(FILE)
                            + " cannot be used: it is damaged, or from a newer version of Parley. Restore a"
                            + " backup, update, or use another folder");
        }
    }

    @Override
    public List<Row> rows(Table table) {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT key, value FROM " + name(table) + " ORDER BY position")) {
            List<Row> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Row(rows.getString(1), rows.getString(2)));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the client's store cannot be read", e);
        }
    }

    @Override
    public Optional<String> get(Table table, String key) {
        List<Row> found = select(prepared(table, Query.GET), key);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).value());
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return select(prepared(table, Query.FIRST), from, to, limit);
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return select(prepared(table, Query.LAST), from, to, limit);
    }

    @Override
    public void put(Table table, String key, String value) {
        run(puts.get(table), key, value);
    }

    @Override
    public void remove(Table table, String key) {
        run(removes.get(table), key);
    }

    @Override
    public void removeAll(Table table, String prefix) {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM " + name(table) + " WHERE substr(key, 1, " + prefix.length() + ") = ?")) {
            run(statement, prefix);
        } catch (SQLException e) {
            throw new IllegalStateException("the client's store cannot be written", e);
        }
    }

    @Override
    public void commit() throws StoreException {
        if (!changed) {
            return;
        }
        try {
            connection.commit();
            changed = false;
            traces = true;
        } catch (SQLException e) {
            rollBack(e);
            throw new StoreException("the client's store cannot be written", e);
        }
    }

    @Override
    public void scrub() {
        if (changed || !traces) {
            return;
        }
        try {
            // A checkpoint needs that no transaction is open, not even one that only reads.
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                traces = result.next() && result.getInt(1) != 0;
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the client's store cannot be written", e);
        }
    }

    /** So that no later commit takes a part of it with it. */
    private void rollBack(SQLException failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the client's store did not close", e);
        } finally {
            release(lock);
        }
    }

    /**
     * Whether the file is there with the schema of this version, so that Flyway, which takes half a second, has nothing to do.
     * Damage must be found before anything is read: half of an account is none.
     */
    private static boolean isCurrent(Path file, String url) throws SQLException {
        if (!Files.exists(file)) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
                if (!rows.next() || !rows.getString(1).equals("ok")) {
                    throw new SQLException("the file is damaged");
                }
            }
            return migrations(statement).equals(MIGRATIONS);
        }
    }

    /** Those that were applied, in their order. */
    private static List<String> migrations(Statement statement) throws SQLException {
        List<String> applied = new ArrayList<>();
        try (ResultSet tables = statement.executeQuery(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'flyway_schema_history'")) {
            if (!tables.next()) {
                return applied;
            }
        }
        try (ResultSet rows =
                statement.executeQuery("SELECT version, success FROM flyway_schema_history ORDER BY installed_rank")) {
            while (rows.next()) {
                applied.add(rows.getBoolean(2) ? rows.getString(1) : "failed");
            }
        }
        return applied;
    }

    private static void migrate(String url) throws SQLException {
        Flyway flyway = Flyway.configure(SqliteClientStore.class.getClassLoader())
                .dataSource(url, null, null)
                .locations("classpath:chat/parley/client/sqlite")
                .load();
        for (MigrationInfo each : flyway.info().all()) {
            // Flyway itself would go on with a schema that it does not know.
            if (each.getState().isApplied() && !each.getState().isResolved()) {
                throw new SQLException("the schema is of a newer version");
            }
        }
        flyway.migrate();
    }

    private PreparedStatement prepared(Table table, Query query) {
        return queries.computeIfAbsent(query, q -> new EnumMap<>(Table.class)).computeIfAbsent(table, t -> {
            try {
                return connection.prepareStatement("SELECT key, value FROM " + name(t) + " WHERE key " + query.where);
            } catch (SQLException e) {
                throw new IllegalStateException("the client's store cannot be read", e);
            }
        });
    }

    private static List<Row> select(PreparedStatement statement, Object... values) {
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Row(rows.getString(1), rows.getString(2)));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the client's store cannot be read", e);
        }
    }

    private void run(PreparedStatement statement, String... values) {
        changed = true;
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the client's store cannot be written", e);
        }
    }

    private static String name(Table table) {
        return table.name().toLowerCase(Locale.ROOT) + "_row";
    }

    private static FileChannel lock(Path folder) {
        FileChannel channel = null;
        try {
            makePrivate(folder);
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (IOException e) {
            release(channel);
            throw new ClientException(
                    ClientException.Code.FOLDER,
                    "the folder " + folder + " cannot be used (" + e.getMessage()
                            + "). Give yourself the right to it, or" + " choose another one with --home");
        } catch (OverlappingFileLockException e) {
            // Told below: it is in use, if by this very process.
        }
        release(channel);
        throw new ClientException(
                ClientException.Code.IN_USE,
                "the folder " + folder + " is in use by another Parley. Close it, or choose another one with --home");
    }

    private static void makePrivate(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(folder)) {
            if (folder.toAbsolutePath().getParent() != null) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
            }
            if (posix) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(owner));
            } else {
                Files.createDirectory(folder);
            }
        } else if (posix && !Files.getPosixFilePermissions(folder).equals(owner)) {
            Files.setPosixFilePermissions(folder, owner);
        }
    }

    private static void release(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written through it.
        }
    }
}
