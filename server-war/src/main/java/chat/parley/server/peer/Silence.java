package chat.parley.server.peer;

/** The conversation with a peer that was turned away. */
public final class Silence implements Conversation {
    @Override
    public void handle(Inbound inbound) {
        // Nobody listens.
    }

    @Override
    public void closed() {
        // Nothing was begun.
    }
}
