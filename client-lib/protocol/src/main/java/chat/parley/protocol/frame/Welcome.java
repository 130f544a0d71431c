package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * The server accepts, and proves its own key by a signature over both nonces.
 *
 * @param servers the servers of the domain that a client may use
 */
public record Welcome(String signature, List<ServerEntry> servers) implements Frame {
    @JsonbCreator
    public Welcome(@JsonbProperty("signature") String signature, @JsonbProperty("servers") List<ServerEntry> servers) {
        this.signature = Objects.requireNonNull(signature, "signature");
        this.servers = Elements.checked(servers, ServerEntry.class, "servers");
    }
}
