package chat.parley.server.socket;

/**
 * Who is told of connections and what arrives on them. For one connection the calls come one after another: first
 * {@code opened}, last {@code closed}, each once. Calls for different connections come at the same time, on threads of
 * the container: a handler must not block for long. What it throws closes the connection.
 */
public interface ConnectionHandler {

    /** The peer is there; texts may be offered. */
    void opened(Connection connection);

    /** A whole text arrived. */
    void text(Connection connection, String text);

    /** The connection ended, by whichever side. */
    void closed(Connection connection);
}
