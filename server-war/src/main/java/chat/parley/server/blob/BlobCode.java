package chat.parley.server.blob;

/** Why a request for a file was refused, and the HTTP status that says so. The names are part of the protocol. */
public enum BlobCode {
    BAD_REQUEST(400),
    BAD_TOKEN(401),
    NOT_FOUND(404),
    TOO_SLOW(408),
    WRONG_OFFSET(409),
    SUPERSEDED(409),
    LENGTH_REQUIRED(411),
    BLOB_TOO_LARGE(413),
    BAD_RANGE(416),
    HASH_MISMATCH(422),
    QUOTA_EXCEEDED(429),
    STORE_FAILED(500),
    FETCHING(503),
    BUSY(503),
    NOT_READY(503),
    NOT_COPIED(503),
    STORE_FULL(507);

    private final int status;

    BlobCode(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
