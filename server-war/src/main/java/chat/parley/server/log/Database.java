package chat.parley.server.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Opens a node's database: SQLite, its schema brought up to date by Flyway. */
public final class Database {
    /** The file's name in the data folder. */
    public static final String FILE = "parley.db";

    private Database() {}

    /**
     * Opens and migrates.
     *
     * @throws SQLException if the file cannot be read or written, is no database, or is from a newer version; it is left
     *     as it is
     */
    public static Connection open(Path folder) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve(FILE);
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(url, null, null)
                    .locations("classpath:chat/parley/server/log")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SQLException(firstLine(e), e);
        }
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA busy_timeout = 5000");
        }
        return connection;
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("the schema cannot be brought up to date");
    }
}
