package chat.parley.client;

/** Hears what happens to a client. Called on the client's one thread, in order; should return soon. */
@FunctionalInterface
public interface ClientListener {
    void on(ClientEvent event);
}
