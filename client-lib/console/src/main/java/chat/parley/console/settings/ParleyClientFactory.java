package chat.parley.console.settings;

import chat.parley.client.ClientException;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import java.util.Optional;

/** Opens a client. */
@FunctionalInterface
public interface ParleyClientFactory {
    /**
     * Opens the client and lets it begin to connect; does not wait for a server.
     *
     * @param passphrase of the folder, if it is locked with one or is to be; the caller wipes it
     * @throws ClientException if it cannot start here
     */
    ParleyClient open(ClientOptions options, Optional<char[]> passphrase, ClientListener listener);
}
