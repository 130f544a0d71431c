package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * The answer to a right {@link AccountLogin}: the whole record, vault included.
 */
public record AccountOpen(
        @JsonbProperty("record") String record,
        @JsonbProperty("signature") String signature) implements Frame {
    @JsonbCreator
    public AccountOpen {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(signature, "signature");
    }
}
