package chat.parley.simulation;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.hosting.HostingRules;
import chat.parley.server.hosting.Rendezvous;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What hosting by interest and replicas does to storage and traffic: rooms and people drawn from a seed, replicas chosen
 * by the servers' own code. Ten people on each server, each in five rooms on average; of all rooms 40 % have two members,
 * 40 % 3 to 10, 17 % 11 to 50, 3 % 51 to 200; a member is on the room's main server with 60 %, else on any; each
 * member says 20 things.
 */
final class HostingFigures {
    private static final int PEOPLE_PER_SERVER = 10;
    private static final int ROOMS_PER_PERSON = 5;
    private static final int EVENTS_PER_MEMBER = 20;
    private static final double AT_HOME = 0.6;

    private final Random random;
    private final List<ServerId> servers = new ArrayList<>();
    private final Map<ServerId, Long> stored = new HashMap<>();
    private long rooms;
    private long events;
    private long sends;
    private long hostings;

    HostingFigures(Crypto crypto, int servers, long seed) {
        random = new Random(seed);
        for (int i = 0; i < servers; i++) {
            this.servers.add(new ServerId(bytes()));
        }
        this.servers.sort(Comparator.naturalOrder());
        Rendezvous rendezvous = new Rendezvous(crypto, HostingRules.REPLICAS);
        long memberships = (long) servers * PEOPLE_PER_SERVER * ROOMS_PER_PERSON;
        while (memberships > 0) {
            int members = Math.min(size(), servers * PEOPLE_PER_SERVER);
            memberships -= members;
            room(members, rendezvous);
        }
    }

    /** A line of the table. */
    String row() {
        long most = stored.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d | %,d | %,d | %.1f | %,d | %.1f |",
                servers.size(),
                rooms,
                events,
                stored.values().stream().mapToLong(Long::longValue).sum() / servers.size(),
                most,
                (double) sends / events,
                servers.size() - 1,
                (double) hostings / rooms);
    }

    /** Of the events that each server stored if all hosted all, how many it stores now. */
    double share() {
        return (double) stored.values().stream().mapToLong(Long::longValue).sum() / servers.size() / events;
    }

    private void room(int members, Rendezvous rendezvous) {
        ServerId home = any();
        Set<ServerId> hosts = new TreeSet<>();
        for (int i = 0; i < members; i++) {
            hosts.add(random.nextDouble() < AT_HOME ? home : any());
        }
        hosts.addAll(rendezvous.choose(servers, new LogId(bytes())));
        long said = (long) members * EVENTS_PER_MEMBER;
        rooms++;
        events += said;
        // The tree among the hosts: each gets an event once, but for the one where it was said.
        sends += said * (hosts.size() - 1);
        hostings += hosts.size();
        hosts.forEach(host -> stored.merge(host, said, Long::sum));
    }

    private int size() {
        double kind = random.nextDouble();
        if (kind < 0.4) {
            return 2;
        }
        if (kind < 0.8) {
            return 3 + random.nextInt(8);
        }
        return kind < 0.97 ? 11 + random.nextInt(40) : 51 + random.nextInt(150);
    }

    private ServerId any() {
        return servers.get(random.nextInt(servers.size()));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[ServerId.BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
