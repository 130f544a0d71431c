package chat.parley.android.app;

import chat.parley.client.ClientEvent;
import chat.parley.client.ConnectionState;
import java.net.URI;
import java.util.Optional;

/** Where the client is connected, in words' raw material. */
public final class LinkState {
    private Optional<String> server = Optional.empty();
    private Optional<String> left = Optional.empty();
    private boolean stopped;

    /** The host of the server that is spoken with; empty while there is none. */
    public Optional<String> host() {
        return server.map(LinkState::host);
    }

    /** The host that was left for the present one, since it broke down or could not be reached. */
    public Optional<String> movedFrom() {
        return left.map(LinkState::host).filter(past -> !host().equals(Optional.of(past)));
    }

    /** Whether the client is none any more, or never was: it does not even try. */
    public boolean isStopped() {
        return stopped;
    }

    void stopped() {
        gone();
        stopped = true;
    }

    void now(ConnectionState state) {
        stopped = false;
        server = state.server();
    }

    void gone() {
        stopped = false;
        server = Optional.empty();
        left = Optional.empty();
    }

    void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Connected connected) {
            server = Optional.of(connected.server());
            left = connected.moved() ? left : Optional.empty();
        } else if (event instanceof ClientEvent.Disconnected) {
            // Servers that were tried in between do not count: one moves from where one was.
            left = server.isPresent() ? server : left;
            server = Optional.empty();
        }
    }

    /** What people call a server. */
    public static String host(String url) {
        URI uri = URI.create(url);
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
