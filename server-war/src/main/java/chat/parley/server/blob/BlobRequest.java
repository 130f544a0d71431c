package chat.parley.server.blob;

import java.io.InputStream;
import java.util.Optional;

/**
 * A request for a file, however it came over HTTP.
 *
 * @param method {@code HEAD}, {@code GET} or {@code PUT}
 * @param blob what stands for the id in the path
 * @param authorization the header of this name
 * @param contentRange the header of this name
 * @param range the header of this name
 * @param length bytes of the body; -1 if it is not said
 * @param body read once, on the thread that answers
 */
public record BlobRequest(
        String method,
        String blob,
        Optional<String> authorization,
        Optional<String> contentRange,
        Optional<String> range,
        long length,
        InputStream body) {}
