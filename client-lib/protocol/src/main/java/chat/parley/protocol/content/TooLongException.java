package chat.parley.protocol.content;

/** What is to be said does not fit a message: nothing was written. The message is for people. */
public final class TooLongException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
        super(message);
    }
}
