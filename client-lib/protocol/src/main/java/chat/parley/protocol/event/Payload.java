package chat.parley.protocol.event;

/** What travels beside a header: the body, a checked part of it, or nothing when it was dropped by policy. */
public sealed interface Payload {
    /** The whole body, as it came. */
    record Whole(String text) implements Payload {}

    /** The head of an epoch's body and, where there is one, the box of the device it was sent to, with proofs. */
    record Part(String text) implements Payload {}

    /** The body is gone; header, id, closure and order stay. */
    record Dropped() implements Payload {}
}
