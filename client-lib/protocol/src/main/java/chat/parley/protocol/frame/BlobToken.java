package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * Leave to send and fetch files at this server for a while: shown with each request (PROTOCOL.md, section "Files").
 * Answers {@link BlobAsk}; to a linked server it is sent unasked.
 *
 * @param token secret; shown as it is
 * @param millis how long it is good, from when it was sent
 * @param maxBytes largest sealed file that this server takes
 */
public record BlobToken(
        @JsonbProperty("token") String token,
        @JsonbProperty("millis") long millis,
        @JsonbProperty("maxBytes") long maxBytes)
        implements Frame {
    /** Longest token, in characters. */
    public static final int MAX_LENGTH = 512;

    @JsonbCreator
    public BlobToken {
        Objects.requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return "BlobToken[millis=" + millis + ", maxBytes=" + maxBytes + "]";
    }
}
