package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * The servers of the domain have changed.
 */
public record Roster(List<ServerEntry> servers) implements Frame {
    @JsonbCreator
    public Roster(@JsonbProperty("servers") List<ServerEntry> servers) {
        this.servers = Elements.checked(servers, ServerEntry.class, "servers");
    }
}
