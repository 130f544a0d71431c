package chat.parley.federation.chaos;

/** Something in the history of one client. Times are nanoseconds of one clock. */
sealed interface Entry {
    long at();

    /** A person begins to say a text. */
    record Invoked(long at, String text) implements Entry {}

    /** The client has taken a text, under this number. */
    record Taken(long at, String text, long number) implements Entry {}

    /** The message has its id and is in the client's own store. */
    record Sent(long at, long number, String id) implements Entry {}

    /** A server has it on its disk. */
    record Stored(long at, long number) implements Entry {}

    /** Two servers have it on their disks. */
    record Safe(long at, long number) implements Entry {}

    /** The message was shown to this person. */
    record Seen(long at, String id) implements Entry {}

    /** A message that this person should be able to read and cannot. */
    record Unreadable(long at, String what) implements Entry {}

    /** The client told of a problem. */
    record Trouble(long at, String what) implements Entry {}
}
