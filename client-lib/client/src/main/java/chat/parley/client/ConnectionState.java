package chat.parley.client;

import java.util.Optional;

/**
 * Whether and where a client is connected.
 *
 * @param server the base url of the server, when connected
 * @param known the base urls of all servers that the client knows
 */
public record ConnectionState(Optional<String> server, java.util.List<String> known) {}
