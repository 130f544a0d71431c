package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * The other side of a link proves who it is.
 *
 * @param certificate JSON of the certificate
 * @param nonce 32 fresh bytes, base64url; empty in the answer
 */
public record Introduce(
        @JsonbProperty("certificate") String certificate,
        @JsonbProperty("nonce") String nonce,
        @JsonbProperty("signature") String signature)
        implements Frame {
    @JsonbCreator
    public Introduce {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(signature, "signature");
    }
}
