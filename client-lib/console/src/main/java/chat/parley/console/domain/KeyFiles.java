package chat.parley.console.domain;

import chat.parley.client.domain.DomainFiles;
import java.nio.file.Path;

/** {@link DomainTools} by the client library. Libsodium is loaded only when a key is needed. */
public final class KeyFiles implements DomainTools {
    @Override
    public void create(Path key) {
        DomainFiles.onThisMachine().create(key);
    }

    @Override
    public void issue(Path key, Path nodeData, String url, int days) {
        DomainFiles.onThisMachine().issue(key, nodeData, url, days);
    }

    @Override
    public String renew(Path key, Path nodeData, int days) {
        return DomainFiles.onThisMachine().renew(key, nodeData, days);
    }

    @Override
    public String invite(Path key, int days) {
        return DomainFiles.onThisMachine().invite(key, days);
    }
}
