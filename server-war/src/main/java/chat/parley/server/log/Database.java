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
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.sqlite.SQLiteDataSource;

/** Opens a node's database: SQLite, its schema brought up to date by Flyway, and never that of another domain. */
public final class Database {
    /** The file's name in the data folder. */
    public static final String FILE = "parley.db";

    /** Up to this size the whole file is checked at each start; damage in a larger one is found when it is read. */
    private static final long CHECKED_BYTES = 1L << 30;

    private static final String DOMAIN = "domain";

    private Database() {}

    /** Why a database cannot be used, in one line for the operator. The file is as it was. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        UnusableException(String problem, String remedy, Throwable cause) {
            super(problem, cause);
            this.remedy = remedy;
        }

        public String remedy() {
            return remedy;
        }
    }

    /**
     * Opens and migrates; a new database belongs to {@code domain} from then on.
     *
     * @throws UnusableException if the file cannot be read or written, is damaged or no database, is from a newer
     *     version, or belongs to another domain
     */
    public static Connection open(Path folder, DomainId domain) throws UnusableException {
        Path file = folder.resolve(FILE);
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try {
            check(source, file);
            migrate(source);
            Connection connection = source.getConnection();
            try {
                prepare(connection, domain);
                return connection;
            } catch (SQLException | UnusableException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | FlywayException e) {
            throw new UnusableException(
                    firstLine(e), "give this user the right to read and write it, or restore it from a backup", e);
        }
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

    private static void migrate(SQLiteDataSource source) throws UnusableException {
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:chat/parley/server/log")
                .load();
        for (MigrationInfo each : flyway.info().all()) {
            if (each.getState().isApplied() && !each.getState().isResolved()) {
                throw new UnusableException(
                        "its schema " + each.getVersion() + " is newer than this version of Parley",
                        "use the version of Parley that wrote it",
                        null);
            }
        }
        flyway.migrate();
    }

    private static void prepare(Connection connection, DomainId domain) throws SQLException, UnusableException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
                if (!mode.next() || !mode.getString(1).equalsIgnoreCase("wal")) {
                    throw new SQLException("the file system does not allow a write-ahead log");
                }
            }
            statement.execute("PRAGMA synchronous = FULL");
        }
        claim(connection, domain);
    }

    /** Belongs the database to the domain? The write, the same each time, shows that writing is possible at all. */
    private static void claim(Connection connection, DomainId domain) throws SQLException, UnusableException {
        try (PreparedStatement read = connection.prepareStatement("SELECT value FROM setting WHERE name = ?");
                PreparedStatement write =
                        connection.prepareStatement("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")) {
            read.setString(1, DOMAIN);
            try (ResultSet rows = read.executeQuery()) {
                if (rows.next() && !rows.getString(1).equals(domain.toString())) {
                    throw new UnusableException(
                            "it belongs to domain " + rows.getString(1) + " and the certificate is of " + domain,
                            "use a certificate of its domain, or another data folder",
                            null);
                }
            }
            write.setString(1, DOMAIN);
            write.setString(2, domain.toString());
            write.executeUpdate();
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("the schema cannot be brought up to date");
    }
}
