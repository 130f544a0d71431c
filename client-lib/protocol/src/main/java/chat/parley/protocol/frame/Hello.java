package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A client says who it is: its device's signature over the server's key, both nonces, user and device.
 *
 * @param nonce 32 fresh bytes of the client's, base64url
 */
public record Hello(
        @JsonbProperty("user") String user,
        @JsonbProperty("device") String device,
        @JsonbProperty("nonce") String nonce,
        @JsonbProperty("signature") String signature)
        implements Frame {
    @JsonbCreator
    public Hello {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(signature, "signature");
    }
}
