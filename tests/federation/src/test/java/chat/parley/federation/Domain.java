package chat.parley.federation;

import chat.parley.client.domain.DomainFiles;
import java.nio.file.Path;

/** What the operator of a domain does before nodes start. */
public final class Domain {
    private static final int DAYS = 30;

    private final DomainFiles files = DomainFiles.onThisMachine();
    private final Path key;

    private Domain(Path key) {
        this.key = key;
        files.create(key);
    }

    /** A new domain with its key in a new file. */
    public static Domain create(Path key) {
        return new Domain(key);
    }

    /** Makes a node's key and certificate. */
    public void issue(Path data, String url) {
        files.issue(key, data, url, DAYS);
    }
}
