package chat.parley.client.store;

/**
 * A row of a client's store.
 *
 * @param key unique in its table
 * @param value a text of the client's making
 */
public record Row(String key, String value) {}
