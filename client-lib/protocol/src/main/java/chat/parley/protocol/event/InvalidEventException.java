package chat.parley.protocol.event;

/** An event is refused for good: a pure function of the event and its ancestors says so. */
public final class InvalidEventException extends Exception {
    private final RefusalCode code;

    public InvalidEventException(RefusalCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public RefusalCode code() {
        return code;
    }
}
