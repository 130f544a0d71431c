package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * The server stops: go to another one.
 */
public record Bye(List<ServerEntry> servers) implements Frame {
    @JsonbCreator
    public Bye(@JsonbProperty("servers") List<ServerEntry> servers) {
        this.servers = Elements.checked(servers, ServerEntry.class, "servers");
    }
}
