package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Puts connecting and losing servers into words. A client tries again and again: that a server cannot be reached is said
 * once, and again only after a connection in between. Used by one thread.
 */
public final class ConnectionNews {
    private final IntSupplier knownServers;
    private final Set<String> told = new HashSet<>();
    private String connectedTo;
    private boolean reached;

    public ConnectionNews(IntSupplier knownServers) {
        this.knownServers = knownServers;
    }

    public String on(ClientEvent.Connected event) {
        connectedTo = event.server();
        reached = true;
        told.clear();
        return (event.moved() ? "moved to " : "connected to ") + event.server();
    }

    public Optional<String> on(ClientEvent.Disconnected event) {
        String server = event.server();
        if (server.equals(connectedTo)) {
            connectedTo = null;
            return Optional.of("lost " + server + " (" + event.reason() + "); trying "
                    + (knownServers.getAsInt() > 1 ? "the next" : "again"));
        }
        if (!told.add(server)) {
            return Optional.empty();
        }
        return Optional.of("cannot reach " + server + " (" + event.reason() + "); going on trying"
                + (reached ? "" : " (--server names another)"));
    }
}
