package chat.parley.simulation;

/** What somebody with a valid certificate, or a valid identity, does that the protocol forbids. */
enum Vice {
    /** A server that makes events up. */
    FORGE,
    /** A server that keeps chosen events, or a whole room, to itself. */
    WITHHOLD,
    /** A server that gives receipts for what it does not keep, and tells everybody something else. */
    EQUIVOCATE,
    /** A server that sends effects before causes, twice, and late. */
    REORDER,
    /** A server that sends garbage without end. */
    FLOOD,
    /** A member's device that gives one number to two events, is put out, and tries to come back. */
    FORK;

    /** Whether it is a server that otherwise works, which people may be connected to. */
    boolean lies() {
        return this == WITHHOLD || this == EQUIVOCATE || this == REORDER;
    }
}
