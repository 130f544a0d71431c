package chat.parley.client.blob;

/** A file could not be brought, fetched or saved. The message is for people: what happened, what to do. */
public final class TransferException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final long restMillis;

    public TransferException(Code code, String message) {
        this(code, message, 0);
    }

    /** @param restMillis the server said when another attempt may help; 0 if it did not */
    TransferException(Code code, String message, long restMillis) {
        super(message);
        this.code = code;
        this.restMillis = restMillis;
    }

    public TransferException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.restMillis = 0;
    }

    public Code code() {
        return code;
    }

    /** After so many milliseconds another attempt may help, as the server said; 0 if it said nothing of that. */
    public long restMillis() {
        return restMillis;
    }

    /** Whether the same transfer may go on later from where it is. */
    public boolean resumable() {
        return code == Code.CANCELLED || code == Code.NO_SERVER || code == Code.QUOTA || code == Code.DISK;
    }

    /** Stable reasons. */
    public enum Code {
        /** The caller wanted it so. */
        CANCELLED,
        /** No server answers, or none that does can take or give the file at present. */
        NO_SERVER,
        /** The servers take no file of this size. */
        TOO_LARGE,
        /** This client was told to send or fetch no file of this size. */
        OVER_LIMIT,
        /** The servers keep or take no more for this person at present. */
        QUOTA,
        /** A server refuses for another reason; the message names its code. */
        REFUSED,
        /** No server has the file. */
        NOT_FOUND,
        /** The file that is to be sent cannot be read, or what was prepared of it is gone or damaged: begin anew. */
        SOURCE,
        /** What the servers have is not the file that the message is about: nothing was saved. */
        DAMAGED,
        /** There is a file of that name: nothing was overwritten. */
        EXISTS,
        /** This machine's disk cannot be written. */
        DISK
    }
}
