package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;

/**
 * A receipt: these events are synced to a server's disk. A server gives it to whoever brought the events, client or
 * server; and passes on to a client what other servers give for the client's events.
 *
 * @param certificate JSON of the certificate of the server that signed
 * @param signature over the server's key and the ids
 */
public record Stored(String certificate, List<String> ids, String signature) implements Frame {
    /** Most ids in one receipt. */
    public static final int MAX_IDS = 4096;

    @JsonbCreator
    public Stored(
            @JsonbProperty("certificate") String certificate,
            @JsonbProperty("ids") List<String> ids,
            @JsonbProperty("signature") String signature) {
        this.certificate = Objects.requireNonNull(certificate, "certificate");
        this.ids = Elements.checked(ids, String.class, "ids");
        this.signature = Objects.requireNonNull(signature, "signature");
    }
}
