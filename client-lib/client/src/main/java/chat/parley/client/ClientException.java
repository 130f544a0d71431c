package chat.parley.client;

/** A client cannot start or go on. The message is for people: what happened, what to do. */
public final class ClientException extends RuntimeException {
    private final Code code;

    public ClientException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Stable reasons. */
    public enum Code {
        /** The folder cannot be read or written, or is open to others. */
        FOLDER,
        /** Another process uses the folder. */
        IN_USE,
        /** The store is damaged or from a newer version. */
        STORE,
        /** The store is locked with a passphrase, and this is not it. */
        PASSPHRASE,
        /** The cryptographic library cannot be loaded here. */
        CRYPTO,
        /** An option makes no sense. */
        OPTION
    }
}
