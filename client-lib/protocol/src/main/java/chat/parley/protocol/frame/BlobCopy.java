package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * A server has got a file and asks another one to fetch it, so that it is on two; answered by {@link BlobKept}.
 *
 * @param bytes how long the sealed file is
 */
public record BlobCopy(
        @JsonbProperty("blob") String blob,
        @JsonbProperty("bytes") long bytes) implements Frame {
    @JsonbCreator
    public BlobCopy {
        Objects.requireNonNull(blob, "blob");
    }
}
