package chat.parley.console;

import chat.parley.client.ParleyClients;
import chat.parley.client.domain.DomainFiles;
import java.nio.file.Path;
import java.time.Clock;

/** {@link DomainTools} by the client library. Libsodium is loaded only when a key is needed. */
final class KeyFiles implements DomainTools {
    @Override
    public void create(Path key) {
        files().create(key);
    }

    @Override
    public void issue(Path key, Path nodeData, String url, int days) {
        files().issue(key, nodeData, url, days);
    }

    private static DomainFiles files() {
        return new DomainFiles(ParleyClients.crypto(), Clock.systemUTC());
    }
}
