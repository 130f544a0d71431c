package chat.parley.protocol.account;

/** An account's record, or what opens it, is not what it must be. The message is for people and holds no secret. */
public final class BadAccountException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadAccountException(String message) {
        super(message);
    }
}
