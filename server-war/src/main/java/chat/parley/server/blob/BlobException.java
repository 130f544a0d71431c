package chat.parley.server.blob;

import java.util.Map;
import java.util.TreeMap;

/** A request for a file is refused. The message is for people. */
public final class BlobException extends Exception {
    private static final long serialVersionUID = 1L;

    private final BlobCode code;
    private final transient Map<String, String> headers = new TreeMap<>();

    public BlobException(BlobCode code, String reason) {
        super(reason);
        this.code = code;
    }

    /** Adds a header to the answer. */
    BlobException with(String header, long value) {
        headers.put(header, Long.toString(value));
        return this;
    }

    public BlobCode code() {
        return code;
    }

    Map<String, String> headers() {
        return headers;
    }
}
