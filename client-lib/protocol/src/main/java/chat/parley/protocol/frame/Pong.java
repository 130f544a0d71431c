package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;

/**
 * Answers a ping.
 *
 * @param number the ping's
 */
public record Pong(@JsonbProperty("number") long number) implements Frame {
    @JsonbCreator
    public Pong {}
}
