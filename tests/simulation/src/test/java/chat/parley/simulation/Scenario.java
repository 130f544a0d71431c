package chat.parley.simulation;

import chat.parley.client.RoomRef;
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
 * @param vices who else there is, besides the honest: one for each vice
 * @param loss whether a server's whole disk is lost
 * @param talkative whether some people say very much at once: pages, and epochs that are used up
 * @param skewed whether clocks are wrong by up to 40 hours rather than minutes
 * @param chaosSeconds how long things break
 */
record Scenario(
        long seed,
        int servers,
        int people,
        List<RoomRef.Open> rooms,
        Topology topology,
        boolean asText,
        boolean hostile,
        Set<Vice> vices,
        Loss loss,
        boolean talkative,
        boolean skewed,
        long maxLatencyMicros,
        int chaosSeconds,
        double faultsPerSecond) {
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

    static Scenario of(long seed) {
        Dice dice = new Dice(seed).fork("scenario");
        List<RoomRef.Open> rooms = new ArrayList<>();
        rooms.add(RoomRef.open("lobby"));
        if (dice.chance(0.4)) {
            rooms.add(RoomRef.open("garden"));
        }
        Topology topology = dice.chance(0.6) ? Topology.CLUSTER : dice.pick(List.of(Topology.CHAIN, Topology.STAR));
        return new Scenario(
                seed,
                (int) dice.between(2, 5),
                (int) dice.between(2, 8),
                rooms,
                topology,
                dice.chance(0.1),
                dice.chance(0.25),
                vices(dice.fork("vices")),
                loss(dice.fork("loss"), topology),
                dice.chance(0.04),
                dice.chance(0.25),
                dice.pick(List.of(2_000L, 20_000L, 150_000L)),
                (int) dice.between(15, 40),
                dice.pick(List.of(0.05, 0.2, 0.5)));
    }

    /** The same network with this one vice in it. */
    Scenario with(Vice vice) {
        return with(EnumSet.of(vice), loss);
    }

    /** The same network in which a disk is lost. */
    Scenario losing(Loss which) {
        return with(vices, which);
    }

    private Scenario with(Set<Vice> others, Loss other) {
        return new Scenario(
                seed,
                servers,
                people,
                rooms,
                topology,
                asText,
                hostile,
                others,
                other,
                talkative,
                skewed,
                maxLatencyMicros,
                chaosSeconds,
                faultsPerSecond);
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
