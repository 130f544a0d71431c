package chat.parley.server.peer;

/** What a node does with one connection. Called on the node's one thread. */
public interface Conversation {
    /** A frame arrived, read and checked. */
    void handle(Inbound inbound);

    /** The connection is gone. */
    void closed();
}
