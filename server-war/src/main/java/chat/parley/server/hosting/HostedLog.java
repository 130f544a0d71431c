package chat.parley.server.hosting;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of one log: who hosts it, here and elsewhere, and why. */
final class HostedLog {
    static final long NEVER = Long.MIN_VALUE;

    final LogId id;

    /** Linked servers that say they host it, and whether they have events of it. */
    final Map<ServerId, Boolean> told = new HashMap<>(2);

    /** Linked servers that have told heads among which are all that are here. */
    final Set<ServerId> caughtUp = new HashSet<>(0);

    /** Whether this server hosts it. */
    boolean hosted;

    /** Whether there are events of it here. */
    boolean full;

    /** When somebody here has last used it, and when that was last written down; in milliseconds. */
    long wanted = NEVER;

    long wantedSaved = NEVER;

    private List<ServerId> replicas = List.of();
    private int replicasOf = -1;
    private boolean replica;
    private int replicaOf = -1;

    HostedLog(LogId id) {
        this.id = id;
    }

    /** Whether anybody is known to have events of it. */
    boolean exists() {
        return full || told.containsValue(true);
    }

    /** Whether nothing at all is known of it. */
    boolean idle() {
        return !hosted && !full && told.isEmpty();
    }

    /** Its replicas among the servers of this version. */
    List<ServerId> replicas(Rendezvous rendezvous, List<ServerId> servers, int version) {
        if (replicasOf != version) {
            replicas = rendezvous.choose(servers, id);
            replicasOf = version;
        }
        return replicas;
    }

    /** Whether this server is one of its replicas among the servers of this version. */
    boolean replica(ServerId self, Rendezvous rendezvous, List<ServerId> servers, int version) {
        if (replicaOf != version) {
            replica = rendezvous.chooses(self, servers, id);
            replicaOf = version;
        }
        return replica;
    }
}
