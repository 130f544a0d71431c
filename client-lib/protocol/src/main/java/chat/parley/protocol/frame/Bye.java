package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * The server stops: go to another one.
 */
public record Bye(@JsonbProperty("servers") List<ServerEntry> servers) implements Frame {
    @JsonbCreator
    public Bye {
        Elements.check(servers, ServerEntry.class, "servers");
    }
}
