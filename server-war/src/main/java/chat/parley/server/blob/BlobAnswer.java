package chat.parley.server.blob;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer, before it goes over HTTP. To be closed when it has gone, or could not.
 *
 * @param headers with {@code Content-Length} wherever there is a body
 * @param body empty for HEAD
 */
public record BlobAnswer(int status, Map<String, String> headers, Body body) implements AutoCloseable {
    static final String LENGTH = "Content-Length";
    static final String TYPE = "Content-Type";
    static final String RETRY_AFTER = "Retry-After";

    /** How much of an upload is here. */
    static final String UPLOAD_OFFSET = "Upload-Offset";

    /** {@code ?1} or {@code ?0}. */
    static final String UPLOAD_COMPLETE = "Upload-Complete";

    private static final Body NOTHING = out -> {};

    /** Writes itself once. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;

        /** Frees what it reads from; once is enough. */
        default void close() {}
    }

    static BlobAnswer empty(int status, Map<String, String> headers) {
        return new BlobAnswer(status, headers, NOTHING);
    }

    static BlobAnswer json(int status, JsonObject json, Map<String, String> more) {
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>(more);
        headers.put(TYPE, "application/json");
        headers.put(LENGTH, Integer.toString(text.length));
        headers.put("Cache-Control", "no-store");
        return new BlobAnswer(status, headers, out -> out.write(text));
    }

    static BlobAnswer error(BlobException refusal) {
        Map<String, String> headers = new TreeMap<>(refusal.headers());
        if (refusal.code() == BlobCode.BAD_TOKEN) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        JsonObject json = Json.createObjectBuilder()
                .add("code", refusal.code().name())
                .add("reason", refusal.getMessage())
                .build();
        return json(refusal.code().status(), json, headers);
    }

    /** The same as this request is answered: to HEAD without the body. */
    BlobAnswer to(BlobRequest request) {
        if (!request.method().equals("HEAD")) {
            return this;
        }
        close();
        return new BlobAnswer(status, headers, NOTHING);
    }

    @Override
    public void close() {
        body.close();
    }
}
