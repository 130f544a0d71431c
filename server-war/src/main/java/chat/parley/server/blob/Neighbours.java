package chat.parley.server.blob;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.peer.Peer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The linked servers that have given this one a token: those to fetch files from. Thread-safe. */
final class Neighbours {
    private final Map<ServerId, Neighbour> all = new ConcurrentSkipListMap<>();

    /**
     * A linked server.
     *
     * @param base its url, for HTTP
     * @param token good there
     * @param peer the link; used on the node's thread
     */
    record Neighbour(ServerId server, URI base, String token, Peer peer) {
        @Override
        public String toString() {
            return server.brief() + " at " + base;
        }
    }

    void told(Certificate from, BlobToken token, Peer peer) {
        boolean plain = token.token().length() <= BlobToken.MAX_LENGTH
                && token.token().chars().allMatch(c -> c > ' ' && c < 127);
        if (plain) {
            URI base = URI.create(from.url().replaceFirst("^ws", "http"));
            all.put(from.server(), new Neighbour(from.server(), base, token.token(), peer));
        }
    }

    void gone(ServerId server) {
        all.remove(server);
    }

    /** All, those named first before the others. */
    List<Neighbour> all(Collection<ServerId> first) {
        List<Neighbour> ordered = new ArrayList<>();
        List<Neighbour> others = new ArrayList<>();
        all.forEach((server, each) -> (first.contains(server) ? ordered : others).add(each));
        ordered.addAll(others);
        return ordered;
    }
}
