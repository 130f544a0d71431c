package chat.parley.server.cluster;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.frame.ServerEntry;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The servers of the domain that this one knows: itself, those that are linked, and those that the registry shows with a
 * certificate of the domain. Used on the node's thread.
 */
public final class Roster {
    /** Most servers that clients are told of. */
    public static final int MAX_SERVERS = 64;

    private final ServerIdentity self;
    private final Crypto crypto;
    private final Clock clock;
    private final SortedMap<ServerId, Certificate> linked = new TreeMap<>();
    private SortedMap<ServerId, Certificate> announced = new TreeMap<>();

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
    }

    public void linked(Certificate certificate) {
        linked.put(certificate.server(), certificate);
    }

    public void unlinked(ServerId server) {
        linked.remove(server);
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
