package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * The servers of the domain have changed.
 */
public record Roster(List<ServerEntry> servers) implements Frame {
    @JsonbCreator
    public Roster(@JsonbProperty("servers") List<ServerEntry> servers) {
        this.servers = Objects.requireNonNull(servers, "servers");
    }
}
