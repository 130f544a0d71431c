package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * How far a holder has a device's events in a log.
 *
 * @param seq the highest number held; all before are held too
 */
public record Have(
        @JsonbProperty("device") String device,
        @JsonbProperty("seq") long seq) {
    @JsonbCreator
    public Have {
        Objects.requireNonNull(device, "device");
        if (seq < 0) {
            throw new IllegalArgumentException("seq is negative");
        }
    }
}
