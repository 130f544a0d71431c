package chat.parley.console;

import chat.parley.client.ClientException;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;

/** Opens a client. */
@FunctionalInterface
public interface ParleyClientFactory {
    /**
     * Opens the client and lets it begin to connect; does not wait for a server.
     *
     * @throws ClientException if it cannot start here
     */
    ParleyClient open(ClientOptions options, ClientListener listener);
}
