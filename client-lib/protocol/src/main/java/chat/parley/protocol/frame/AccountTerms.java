package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * The answer to {@link AccountAsk}; of a name that nobody has, one that looks no different.
 *
 * @param salt 16 bytes, base64url
 * @param operations passes of Argon2id
 * @param memory in bytes
 */
public record AccountTerms(
        @JsonbProperty("name") String name,
        @JsonbProperty("salt") String salt,
        @JsonbProperty("operations") long operations,
        @JsonbProperty("memory") long memory)
        implements Frame {
    @JsonbCreator
    public AccountTerms {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(salt, "salt");
    }
}
