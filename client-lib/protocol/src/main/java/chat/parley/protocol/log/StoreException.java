package chat.parley.protocol.log;

/** A store could not keep what it was given: a full or failing disk. */
public final class StoreException extends Exception {
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
