package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * An account's record as it travels.
 *
 * @param record its exact text
 * @param signature the root key's over that text
 */
public record AccountText(
        @JsonbProperty("record") String record,
        @JsonbProperty("signature") String signature) {
    @JsonbCreator
    public AccountText {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(signature, "signature");
    }
}
