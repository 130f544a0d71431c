package chat.parley.client;

/** What was to be done in a room is not allowed, or makes no sense there. The message is for people. */
public final class RoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public RoomException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Stable reasons. */
    public enum Code {
        /** This client's user is not in the room. */
        NOT_IN_ROOM,
        /** An open room has no ranks, and a conversation of two none to invite or remove. */
        WRONG_KIND,
        /** The user's rank does not suffice. */
        NOT_ALLOWED,
        /** The account's name of the other is somebody else's now, and nobody has accepted that. */
        NAME_CHANGED,
        /** The person concerned is not a member. */
        NO_MEMBER,
        /** There is no open invitation. */
        NOT_INVITED,
        /** A name or topic is empty or too long. */
        BAD_TITLE,
        /** There is no such message here, or it is not one's own. */
        NO_MESSAGE,
        /** What is to be said does not fit one message. */
        TOO_LONG,
        /** The room has no place for one more. */
        FULL
    }
}
