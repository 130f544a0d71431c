package chat.parley.server.link;

import chat.parley.protocol.cert.Certificate;
import chat.parley.server.cluster.Roster;
import chat.parley.server.cluster.ServerIdentity;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides whom to dial and when: of two servers of the cluster the smaller id dials, and configured peers are dialled in
 * any case. Who does not answer is tried again after a pause that doubles. Used on the node's thread.
 */
public final class LinkDialer {
    /** First pause after an attempt, in milliseconds. */
    static final long MIN_PAUSE_MILLIS = 500;

    /** Longest pause, in milliseconds. */
    static final long MAX_PAUSE_MILLIS = 15_000;

    private final ServerIdentity self;
    private final LinkHub hub;
    private final Roster roster;
    private final List<URI> peers;
    private final Clock clock;
    private final Map<String, Attempt> attempts = new HashMap<>();

    private final Set<String> underWay = new HashSet<>();

    private record Attempt(long again, long pause) {}

    public LinkDialer(ServerIdentity self, LinkHub hub, Roster roster, List<URI> peers, Clock clock) {
        this.self = self;
        this.hub = hub;
        this.roster = roster;
        this.peers = peers;
        this.clock = clock;
    }

    /** Dials who is due; {@link #dialled} is to be told how it ended. */
    public void tick(Consumer<String> dial) {
        Set<String> wanted = new LinkedHashSet<>();
        for (Certificate each : roster.others()) {
            if (self.id().compareTo(each.server()) < 0 && !hub.isLinked(each.server())) {
                wanted.add(each.url());
            }
        }
        for (URI peer : peers) {
            if (!peer.toString().equals(self.certificate().url())) {
                wanted.add(peer.toString());
            }
        }
        attempts.keySet().retainAll(wanted);
        for (String url : wanted) {
            Attempt last = attempts.get(url);
            if (hub.isLinked(url)) {
                attempts.remove(url);
            } else if (!underWay.contains(url)
                    && !hub.isDialled(url)
                    && (last == null || clock.millis() >= last.again())) {
                long pause = last == null ? MIN_PAUSE_MILLIS : Math.min(MAX_PAUSE_MILLIS, last.pause() * 2);
                attempts.put(url, new Attempt(clock.millis() + pause, pause));
                underWay.add(url);
                dial.accept(url);
            }
        }
    }

    /** A dial has ended, with a connection or without. */
    public void dialled(String url) {
        underWay.remove(url);
    }
}
