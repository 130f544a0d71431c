package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;

/**
 * Asks for a sign of life.
 */
public record Ping(@JsonbProperty("number") long number) implements Frame {
    @JsonbCreator
    public Ping {}
}
