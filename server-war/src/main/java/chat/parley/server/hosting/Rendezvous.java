package chat.parley.server.hosting;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which servers are the replicas of a log: those whose hash together with the log's id is highest (Thaler, Ravishankar:
 * "Using Name-Based Mappings to Increase Hit Rates", IEEE/ACM Transactions on Networking 6, 1998). Who knows the same
 * servers chooses alike, and a server that comes or goes moves only the logs that are its own. Used by one thread.
 */
public final class Rendezvous {
    private final Crypto crypto;
    private final int count;
    private long hashes;

    /**
     * @param count how many replicas a log has
     */
    public Rendezvous(Crypto crypto, int count) {
        this.crypto = crypto;
        this.count = count;
    }

    /** The replicas of a log among some servers, the highest first; all if there are no more. */
    public List<ServerId> choose(Collection<ServerId> servers, LogId log) {
        if (servers.size() <= count) {
            return List.copyOf(servers);
        }
        byte[] bytes = log.bytes();
        TreeMap<Hash, ServerId> highest = new TreeMap<>();
        for (ServerId server : servers) {
            highest.put(weight(server, bytes), server);
            if (highest.size() > count) {
                highest.pollFirstEntry();
            }
        }
        return highest.descendingMap().entrySet().stream()
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether one of the servers is a replica: tells sooner than all replicas are found. */
    boolean chooses(ServerId server, Collection<ServerId> servers, LogId log) {
        if (servers.size() <= count) {
            return true;
        }
        byte[] bytes = log.bytes();
        Hash own = weight(server, bytes);
        int higher = 0;
        for (ServerId each : servers) {
            if (!each.equals(server) && weight(each, bytes).compareTo(own) > 0 && ++higher == count) {
                return false;
            }
        }
        return true;
    }

    /** How many hashes were made so far: what it has cost. */
    long hashes() {
        return hashes;
    }

    private Hash weight(ServerId server, byte[] log) {
        hashes++;
        return crypto.hash(Label.REPLICA, server.bytes(), log);
    }
}
