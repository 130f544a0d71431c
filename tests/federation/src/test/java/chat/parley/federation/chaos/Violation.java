package chat.parley.federation.chaos;

/** A promise that was not kept. {@code what} names the message and the people. */
record Violation(Kind kind, String what) {
    enum Kind {
        /** What two servers had said they have is missing at somebody. */
        LOST_SAFE,
        /** What one server had said it has is missing at somebody. */
        LOST_STORED,
        /** Shown twice to one person, or kept twice. */
        DUPLICATE,
        /** One person's messages were shown in another order than they were said. */
        SENDER_OUT_OF_ORDER,
        /** Two people keep the room in different orders. */
        HISTORIES_DIFFER,
        /** For somebody, but not readable. */
        UNREADABLE,
        /** Shown, but nobody said it. */
        UNHEARD_OF,
        /** No server has it, although all is healed. */
        UNSENT
    }
}
