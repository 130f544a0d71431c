package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Objects;

/**
 * What became of a {@link BlobCopy}.
 *
 * @param kept whether the file is on this server's disk, its hash checked
 */
public record BlobKept(
        @JsonbProperty("blob") String blob,
        @JsonbProperty("kept") boolean kept) implements Frame {
    @JsonbCreator
    public BlobKept {
        Objects.requireNonNull(blob, "blob");
    }
}
