package chat.parley.server.log;

import chat.parley.protocol.id.DomainId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, of either kind of database: brought up to date by Flyway, and never those of another domain. */
final class Schema {
    static final String SET = "INSERT INTO setting (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private static final String DOMAIN = "domain";

    private Schema() {}

    /** What Flyway needs, but for the data source and the place of its scripts. */
    static FluentConfiguration flyway() {
        return Flyway.configure(Schema.class.getClassLoader());
    }

    static void migrate(Flyway flyway) throws UnusableException {
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

    /** Belongs the database to the domain? The write, the same each time, shows that writing is possible at all. */
    static void claim(Connection connection, DomainId domain) throws SQLException, UnusableException {
        try (PreparedStatement read = connection.prepareStatement("SELECT value FROM setting WHERE name = ?");
                PreparedStatement write = connection.prepareStatement(SET)) {
            read.setString(1, DOMAIN);
            try (ResultSet rows = read.executeQuery()) {
                if (rows.next() && !rows.getString(1).equals(domain.toString())) {
                    throw new UnusableException(
                            "it belongs to domain " + rows.getString(1) + " and the certificate is of " + domain,
                            "use a certificate of its domain, or another data folder or schema",
                            null);
                }
            }
            write.setString(1, DOMAIN);
            write.setString(2, domain.toString());
            write.executeUpdate();
        }
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("the schema cannot be brought up to date");
    }
}
