package chat.parley.server.hosting;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.cluster.Roster;
import java.util.List;

/** Which servers are there, and what that makes replicas of logs. */
final class Presence {
    private final Roster roster;
    private final Rendezvous rendezvous;
    private final long absence;
    private List<ServerId> servers = List.of();
    private boolean bridge;
    private int version;

    /**
     * @param absence after so many milliseconds out of sight a server has left for good
     */
    Presence(Roster roster, Rendezvous rendezvous, long absence) {
        this.roster = roster;
        this.rendezvous = rendezvous;
        this.absence = absence;
    }

    /** Looks who is there; whether that has changed. */
    boolean refresh() {
        List<ServerId> now = roster.servers(absence);
        boolean bridges = roster.bridges(absence);
        boolean changed = !now.equals(servers) || bridges != bridge;
        if (changed) {
            servers = now;
            bridge = bridges;
            version++;
        }
        return changed;
    }

    /** Whether this server links others whose grids do not show each other. */
    boolean bridge() {
        return bridge;
    }

    List<ServerId> replicas(HostedLog log) {
        return log.replicas(rendezvous, servers, version);
    }

    /** Whether this server is to host what exists of a log. */
    boolean chosen(HostedLog log) {
        return bridge || log.replica(roster.self(), rendezvous, servers, version);
    }

    /** The same of a log that is not known here. */
    boolean chosen(LogId log) {
        return bridge || rendezvous.chooses(roster.self(), servers, log);
    }

    /** How many hashes were computed so far: that is what choosing costs. */
    long hashes() {
        return rendezvous.hashes();
    }
}
