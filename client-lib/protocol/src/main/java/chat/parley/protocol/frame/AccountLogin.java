package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A client proves that it has the password, or the recovery code, of an account. Sent before {@link Hello}.
 *
 * @param way {@code password} or {@code recovery}: which of the account's keys has signed
 * @param nonce 32 fresh bytes of the client's, base64url
 * @param signature over server, both nonces and name
 */
public record AccountLogin(
        @JsonbProperty("name") String name,
        @JsonbProperty("way") String way,
        @JsonbProperty("nonce") String nonce,
        @JsonbProperty("signature") String signature)
        implements Frame {
    @JsonbCreator
    public AccountLogin {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(signature, "signature");
    }
}
