package chat.parley.client.store;

/** The client's store could not be read or written: the client that uses it ends, as going on could use a key twice. */
public final class StoreFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailedException(String message) {
        super(message);
    }

    public StoreFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
