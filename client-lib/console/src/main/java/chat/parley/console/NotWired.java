package chat.parley.console;

import chat.parley.client.ClientException;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import java.nio.file.Path;

/** Stands where the client library and the domain tools come in, and says so. */
final class NotWired implements ParleyClientFactory, DomainTools {
    @Override
    public ParleyClient open(ClientOptions options, ClientListener listener) {
        throw notWired();
    }

    @Override
    public void create(Path key) {
        throw notWired();
    }

    @Override
    public void issue(Path key, Path nodeData, String url, int days) {
        throw notWired();
    }

    private static ClientException notWired() {
        return new ClientException(ClientException.Code.OPTION, "not wired: this build has no client library yet");
    }
}
