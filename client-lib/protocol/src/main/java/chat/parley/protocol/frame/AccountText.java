package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * An account's record as it travels.
 *
 * @param record its exact text
 * @param signature the root key's over that text
 * @param invitation the hash of the registration code with which it was admitted, so that no server takes that again; else
 *     empty
 */
public record AccountText(
        @JsonbProperty("record") String record,
        @JsonbProperty("signature") String signature,
        @JsonbProperty("invitation") String invitation) {
    @JsonbCreator
    public AccountText {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(invitation, "invitation");
    }
}
