package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * Something said in a room that need not last, such as that somebody types: passed on at once to who is there, or lost
 * (PROTOCOL.md, section "Notices"). Each field has one length.
 *
 * @param epoch whose audience can read it
 * @param text the ciphertext
 * @param signature of the device, over all the rest
 */
public record Notice(
        @JsonbProperty("log") String log,
        @JsonbProperty("user") String user,
        @JsonbProperty("device") String device,
        @JsonbProperty("epoch") String epoch,
        @JsonbProperty("nonce") String nonce,
        @JsonbProperty("text") String text,
        @JsonbProperty("signature") String signature)
        implements Frame {
    @JsonbCreator
    public Notice {
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(epoch, "epoch");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(signature, "signature");
    }
}
