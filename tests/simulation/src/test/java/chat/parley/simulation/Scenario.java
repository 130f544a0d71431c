package chat.parley.simulation;

import chat.parley.client.RoomRef;
import chat.parley.server.hosting.HostingRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What kind of network a run has.
 *
 * @param topology how servers find each other
 * @param asText whether frames go through their text
 * @param hostile whether events on links are doubled and overtake each other
 * @param hosts on how many servers each log lives at least
 * @param lasting whether it goes on so long that servers leave rooms that people have left, and drop them
 * @param vices who else there is, besides the honest: one for each vice
 * @param loss whether a server's whole disk is lost
 * @param talkative whether some people say very much at once: pages, and epochs that are used up
 * @param skewed whether clocks are wrong by up to 40 hours rather than minutes
 * @param chaosSeconds how long things break
 * @param owned whether there is a room with an owner besides, and people get second devices
 */
record Scenario(
        long seed,
        int servers,
        int people,
        List<RoomRef.Open> rooms,
        Topology topology,
        boolean asText,
        boolean hostile,
        int hosts,
        boolean lasting,
        Set<Vice> vices,
        Loss loss,
        boolean talkative,
        boolean skewed,
        long maxLatencyMicros,
        int chaosSeconds,
        double faultsPerSecond,
        boolean owned) {
    /** Who dials whom. */
    enum Topology {
        /** All know all, from the registry. */
        CLUSTER,
        /** Each knows the next one only: what the first says comes to the last by relay. */
        CHAIN,
        /** All know the first one. */
        STAR
    }

    /** What becomes of a server that loses its disk. */
    enum Loss {
        NONE,
        /** It comes back with its key and nothing else. */
        EMPTY,
        /** It never comes back. */
        GONE
    }

    /** More than there are servers: every server hosts everything. */
    private static final int ALL = 100;

    /** So long is out of sight who has left for good. */
    private static final Duration ABSENCE = Duration.ofSeconds(20);

    static Scenario of(long seed) {
        Dice dice = new Dice(seed).fork("scenario");
        Dice sparse = dice.fork("hosts");
        List<RoomRef.Open> rooms = new ArrayList<>();
        rooms.add(RoomRef.open("lobby"));
        if (dice.chance(0.4)) {
            rooms.add(RoomRef.open("garden"));
        }
        Topology topology = dice.chance(0.6) ? Topology.CLUSTER : dice.pick(List.of(Topology.CHAIN, Topology.STAR));
        boolean some = topology == Topology.CLUSTER && sparse.chance(0.5);
        boolean lasting = some && sparse.chance(0.25);
        int servers = (int) dice.between(2, 5);
        return new Scenario(
                seed,
                some ? (int) sparse.between(4, 7) : servers,
                (int) dice.between(2, 8),
                rooms,
                topology,
                dice.chance(0.1),
                dice.chance(0.25),
                some ? (int) sparse.between(2, 3) : ALL,
                lasting,
                vices(dice.fork("vices")),
                loss(dice.fork("loss"), topology),
                dice.chance(0.04),
                dice.chance(0.25),
                dice.pick(List.of(2_000L, 20_000L, 150_000L)),
                (int) (lasting ? sparse.between(170, 200) : dice.between(15, 40)),
                lasting ? sparse.pick(List.of(0.05, 0.1)) : dice.pick(List.of(0.05, 0.2, 0.5)),
                false);
    }

    /** A liar is no copy: there are as many replicas that two of them are honest. */
    int replicas() {
        long liars = vices.stream().filter(Vice::lies).count();
        return liars == 0 ? hosts : liars == 1 ? Math.max(hosts, 3) : ALL;
    }

    /** Where rooms live. */
    HostingRules hosting() {
        return new HostingRules(
                replicas(),
                ABSENCE,
                lasting ? Duration.ZERO : HostingRules.KEEP,
                lasting ? HostingRules.LEAST_DROP : HostingRules.DROP,
                Set.of());
    }

    /** The same network with this one vice in it. */
    Scenario with(Vice vice) {
        return with(EnumSet.of(vice), loss, owned);
    }

    /** The same network in which a disk is lost. */
    Scenario losing(Loss which) {
        return with(vices, which, owned);
    }

    /** The same network in which people have a room with an owner. */
    Scenario withOwnedRoom() {
        return with(vices, loss, true);
    }

    private Scenario with(Set<Vice> others, Loss other, boolean room) {
        return new Scenario(
                seed,
                servers,
                people,
                rooms,
                topology,
                asText,
                hostile,
                hosts,
                lasting,
                others,
                other,
                talkative,
                skewed,
                maxLatencyMicros,
                chaosSeconds,
                faultsPerSecond,
                room);
    }

    private static Set<Vice> vices(Dice dice) {
        EnumSet<Vice> vices = EnumSet.noneOf(Vice.class);
        if (dice.chance(0.45)) {
            vices.add(dice.pick(List.of(Vice.values())));
            if (dice.chance(0.25)) {
                vices.add(dice.pick(List.of(Vice.values())));
            }
        }
        return Collections.unmodifiableSet(vices);
    }

    /** Where servers know each other only by one who is gone for good, nobody could bring the others together. */
    private static Loss loss(Dice dice, Topology topology) {
        if (!dice.chance(0.2)) {
            return Loss.NONE;
        }
        return topology == Topology.CLUSTER && dice.chance(0.5) ? Loss.GONE : Loss.EMPTY;
    }
}
