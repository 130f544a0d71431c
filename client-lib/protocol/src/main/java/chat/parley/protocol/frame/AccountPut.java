package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A client registers an account, or changes its own: the record with the next counter. Sent after {@link Hello}.
 *
 * @param invitation the domain's invitation code, where it asks for one; else empty
 */
public record AccountPut(
        @JsonbProperty("record") String record,
        @JsonbProperty("signature") String signature,
        @JsonbProperty("invitation") String invitation)
        implements Frame {
    @JsonbCreator
    public AccountPut {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(invitation, "invitation");
    }
}
