package chat.parley.server.cluster;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.frame.ServerEntry;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The servers of the domain that this one knows: itself, those that are linked, and those that the registry shows with a
 * certificate of the domain. Used on the node's thread.
 */
public final class Roster {
    /** Most servers that clients are told of. */
    public static final int MAX_SERVERS = 64;

    /** How long the registry may take to show a server that is linked already, in milliseconds. */
    static final long SHOWN_MILLIS = 15_000;

    private final ServerIdentity self;
    private final Crypto crypto;
    private final Clock clock;
    private final SortedMap<ServerId, Certificate> linked = new TreeMap<>();
    private SortedMap<ServerId, Certificate> announced = new TreeMap<>();

    /** When a server was last in the registry, or linked; and since when one is linked. In milliseconds. */
    private final Map<ServerId, Long> announcedAt = new HashMap<>();

    private final Map<ServerId, Long> linkedAt = new HashMap<>();
    private final Map<ServerId, Long> linkedSince = new HashMap<>();

    public Roster(ServerIdentity self, Crypto crypto, Clock clock) {
        this.self = self;
        this.crypto = crypto;
        this.clock = clock;
    }

    /** Takes what the registry says; entries without a valid certificate of the domain are left out. */
    public void announced(Map<String, String> entries) {
        SortedMap<ServerId, Certificate> valid = new TreeMap<>();
        for (String text : entries.values()) {
            try {
                Certificate certificate = Certificate.read(text);
                if (self.trusts(crypto, certificate, clock.millis())) {
                    valid.put(certificate.server(), certificate);
                }
            } catch (MalformedJsonException e) {
                // The grid is not authenticated: whatever else is in it is nobody's server.
            }
        }
        announced = valid;
        valid.keySet().forEach(server -> announcedAt.put(server, clock.millis()));
    }

    public void linked(Certificate certificate) {
        linked.put(certificate.server(), certificate);
        linkedSince.putIfAbsent(certificate.server(), clock.millis());
    }

    public void unlinked(ServerId server) {
        if (linked.remove(server) != null) {
            linkedSince.remove(server);
            linkedAt.put(server, clock.millis());
        }
    }

    /** This server. */
    public ServerId self() {
        return self.id();
    }

    /**
     * All servers that have not left for good, this one too, ascending: linked, or linked or in the registry not longer ago
     * than that.
     *
     * @param absence in milliseconds
     */
    public List<ServerId> servers(long absence) {
        long since = clock.millis() - absence;
        announcedAt.values().removeIf(at -> at < since);
        linkedAt.values().removeIf(at -> at < since);
        SortedSet<ServerId> servers = new TreeSet<>(linked.keySet());
        servers.addAll(announcedAt.keySet());
        servers.addAll(linkedAt.keySet());
        servers.add(self.id());
        return new ArrayList<>(servers);
    }

    /**
     * Whether a link stands to a server that the registry does not show, and had the time to: not all servers know each
     * other then, and this one is between them.
     *
     * @param absence what was in the registry not longer ago than that counts as shown; in milliseconds
     */
    public boolean bridges(long absence) {
        long now = clock.millis();
        for (Map.Entry<ServerId, Long> each : linkedSince.entrySet()) {
            Long shown = announcedAt.get(each.getKey());
            if (now - each.getValue() >= SHOWN_MILLIS && (shown == null || now - shown > absence)) {
                return true;
            }
        }
        return false;
    }

    /** Servers that the registry shows, other than this one. */
    public List<Certificate> others() {
        List<Certificate> others = new ArrayList<>();
        for (Certificate each : announced.values()) {
            if (!each.server().equals(self.id())) {
                others.add(each);
            }
        }
        return others;
    }

    /** What clients are told: this server first, then those that are linked, which are surely alive, then the others. */
    public List<ServerEntry> entries() {
        Map<ServerId, Certificate> all = new LinkedHashMap<>();
        all.put(self.id(), self.certificate());
        all.putAll(linked);
        announced.forEach(all::putIfAbsent);
        List<ServerEntry> entries = new ArrayList<>();
        for (Certificate each : all.values()) {
            if (entries.size() < MAX_SERVERS) {
                entries.add(new ServerEntry(each.server().toString(), each.url()));
            }
        }
        return entries;
    }
}
