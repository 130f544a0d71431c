package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A server opens a session or answers a link: whoever connects signs this nonce.
 *
 * @param domain the domain's key
 * @param server the server's key
 * @param certificate JSON of the server's certificate, signed by the domain
 * @param nonce 32 fresh bytes, base64url
 */
public record Challenge(
        @JsonbProperty("domain") String domain,
        @JsonbProperty("server") String server,
        @JsonbProperty("certificate") String certificate,
        @JsonbProperty("nonce") String nonce)
        implements Frame {
    @JsonbCreator
    public Challenge {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(nonce, "nonce");
    }
}
