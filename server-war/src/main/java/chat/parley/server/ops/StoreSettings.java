package chat.parley.server.ops;

import java.util.Optional;

/**
 * Where a node's events are.
 *
 * @param url of a PostgreSQL database, such as {@code jdbc:postgresql://host/db}; if empty, SQLite in the data folder
 * @param user empty for the driver's default
 * @param password empty for none; never shown
 * @param schema of PostgreSQL, this node's alone
 */
public record StoreSettings(Optional<String> url, String user, String password, String schema) {
    static final String DEFAULT_SCHEMA = "parley";

    @Override
    public String toString() {
        return url.map(text -> text + ", schema " + schema).orElse("SQLite");
    }
}
