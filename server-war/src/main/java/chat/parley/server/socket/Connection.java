package chat.parley.server.socket;

/**
 * One open WebSocket, to a client or to another server. All methods may be called by any thread and none of them
 * blocks or throws because of the peer.
 */
public interface Connection {

    /** A short name for logs, unique within this process. */
    String id();

    /** The peer's IP address without port, as the socket shows it or a proxy of the operator's; of a peer that was dialled, the host that was. */
    String remote();

    /**
     * Queues a text for sending. The texts of one connection leave in the order in which they were offered. A
     * connection whose queue is full is cut off with {@link CloseCodes#TOO_SLOW}: nobody waits for a slow reader.
     *
     * @param text held, not copied: give the same object to all readers
     * @return false if the text will not be sent, because the connection is closed or has just been cut off
     */
    boolean offer(WireText text);

    /**
     * Closes after what is queued has been sent, or after a bounded wait. What is offered from now on is refused. Only
     * the first call counts.
     *
     * @param code a code of RFC 6455 or of {@link CloseCodes}
     * @param reason for a human, cut to what a close frame holds
     */
    void close(int code, String reason);

    /** How many texts wait in the queue: the sign of a slow reader. */
    int backlog();

    /** Whether texts may still be offered. */
    boolean isOpen();
}
