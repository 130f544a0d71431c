package chat.parley.protocol.frame;

/** A text is no frame. */
public final class BadFrameException extends Exception {
    private final ProblemCode code;

    public BadFrameException(ProblemCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }
}
