package chat.parley.server.log;

import chat.parley.protocol.id.DomainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/** SQLite, in one file of the data folder, whose lock keeps other nodes out. */
public final class SqliteDatabase implements Database {
    /** The file's name in the data folder. */
    public static final String FILE = "parley.db";

    /** Up to this size the whole file is checked at each start; damage in a larger one is found when it is read. */
    private static final long CHECKED_BYTES = 1L << 30;

    private final Path file;
    private final DomainId domain;

    /** A new database belongs to {@code domain} from then on. */
    public SqliteDatabase(Path folder, DomainId domain) {
        this.file = folder.resolve(FILE);
        this.domain = domain;
    }

    @Override
    public Connection connect() throws UnusableException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try {
            check(source, file);
            Schema.migrate(Schema.flyway()
                    .dataSource(source)
                    .locations("classpath:chat/parley/server/log/sqlite")
                    .load());
            Connection connection = source.getConnection();
            try {
                prepare(connection);
                Schema.claim(connection, domain);
                return connection;
            } catch (SQLException | UnusableException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | FlywayException e) {
            throw new UnusableException(
                    Schema.firstLine(e),
                    "give this user the right to read and write it, or restore it from a backup",
                    e);
        }
    }

    @Override
    public boolean reconnects() {
        return false;
    }

    @Override
    public String begin() {
        return "BEGIN IMMEDIATE";
    }

    @Override
    public boolean failureSpoilsBatch() {
        return false;
    }

    @Override
    public void setText(PreparedStatement statement, int index, String text) throws SQLException {
        statement.setString(index, text);
    }

    @Override
    public String text(ResultSet rows, int index) throws SQLException {
        return rows.getString(index);
    }

    private static void check(SQLiteDataSource source, Path file) throws SQLException, UnusableException {
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            String check = Files.size(file) <= CHECKED_BYTES ? "PRAGMA quick_check(1)" : "PRAGMA schema_version";
            try (ResultSet rows = statement.executeQuery(check)) {
                boolean sound = rows.next() && (rows.getString(1).equals("ok") || check.endsWith("version"));
                if (!sound) {
                    throw new UnusableException("the file is damaged", "restore it from a backup", null);
                }
            }
        } catch (IOException e) {
            throw new SQLException("the file cannot be read", e);
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
                if (!mode.next() || !mode.getString(1).equalsIgnoreCase("wal")) {
                    throw new SQLException("the file system does not allow a write-ahead log");
                }
            }
            statement.execute("PRAGMA synchronous = FULL");
        }
    }
}
