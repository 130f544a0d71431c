package chat.parley.client.core;

/** What the person wants of a room; kept in the store. */
enum Wish {
    /** To come in, and not in yet. */
    ENTERING,
    IN,
    OUT,
    /** Nothing yet: the room was named to this client. */
    NAMED,
    /** Was in and is not any more: what was read stays. */
    CLOSED;

    /** Whether the person wants to be in. */
    boolean in() {
        return this == IN || this == ENTERING;
    }

    /** Whether the person is not in, and may be asked in. */
    boolean outside() {
        return this == NAMED || this == CLOSED;
    }
}
