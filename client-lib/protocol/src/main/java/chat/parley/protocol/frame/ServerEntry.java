package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A server that clients may use.
 *
 * @param server its key
 * @param url its base url
 */
public record ServerEntry(
        @JsonbProperty("server") String server,
        @JsonbProperty("url") String url) {
    @JsonbCreator
    public ServerEntry {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(url, "url");
    }
}
