package chat.parley.nodes;

import chat.parley.client.domain.DomainFiles;
import chat.parley.protocol.crypto.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What the operator of a domain does before nodes start. */
public final class Domain {
    private static final int DAYS = 30;

    private final DomainFiles files = DomainFiles.onThisMachine();
    private final Path key;

    private Domain(Path key) {
        this.key = key;
    }

    /** A new domain with its key in a new file. */
    public static Domain create(Path key) {
        Domain domain = new Domain(key);
        domain.files.create(key);
        return domain;
    }

    /** The domain of a key that the test has too. */
    public static Domain of(SigningKey secret, Path key) {
        try {
            Files.createDirectories(key.getParent());
            Files.writeString(key, Base64.getUrlEncoder().withoutPadding().encodeToString(secret.expose()));
            return new Domain(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a node's key and certificate. */
    public void issue(Path data, String url) {
        files.issue(key, data, url, DAYS);
    }
}
