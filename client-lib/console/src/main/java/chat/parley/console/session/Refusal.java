package chat.parley.console.session;

/** What a person asked for is not done. The message says why, and what to do instead. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public Refusal(String message) {
        this(Code.REFUSED, message);
    }

    public Refusal(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Stable reasons, for programs. */
    public enum Code {
        /** For a reason that only the message names. */
        REFUSED,
        /** Something is missing in the line, or too much, or none of what can stand there. */
        USAGE,
        /** There is no such command. */
        NO_COMMAND,
        /** This user is in no such room, or talks in none. */
        NO_ROOM,
        /** Nobody is called so. */
        NO_PERSON,
        /** More than one is. */
        AMBIGUOUS,
        /** No message has the number. */
        NO_MESSAGE,
        /** The server did not answer in time; it may have done it all the same. */
        NO_ANSWER
    }
}
