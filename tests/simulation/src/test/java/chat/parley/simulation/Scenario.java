package chat.parley.simulation;

import chat.parley.protocol.id.RoomName;
import java.util.ArrayList;
import java.util.List;

/**
 * What kind of network a run has.
 *
 * @param topology how servers find each other
 * @param asText whether frames go through their text
 * @param hostile whether events on links are doubled and overtake each other
 * @param forger whether one more server, with the domain's certificate, makes events up
 * @param talkative whether some people say very much at once: pages, and epochs that are used up
 * @param skewed whether clocks are wrong by days rather than minutes
 * @param chaosSeconds how long things break
 */
record Scenario(
        long seed,
        int servers,
        int people,
        List<RoomName> rooms,
        Topology topology,
        boolean asText,
        boolean hostile,
        boolean forger,
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

    static Scenario of(long seed) {
        Dice dice = new Dice(seed).fork("scenario");
        List<RoomName> rooms = new ArrayList<>();
        rooms.add(new RoomName("lobby"));
        if (dice.chance(0.4)) {
            rooms.add(new RoomName("garden"));
        }
        return new Scenario(
                seed,
                (int) dice.between(2, 5),
                (int) dice.between(2, 8),
                rooms,
                dice.chance(0.6) ? Topology.CLUSTER : dice.pick(List.of(Topology.CHAIN, Topology.STAR)),
                dice.chance(0.1),
                dice.chance(0.25),
                dice.chance(0.15),
                dice.chance(0.04),
                dice.chance(0.1),
                dice.pick(List.of(2_000L, 20_000L, 150_000L)),
                (int) dice.between(15, 40),
                dice.pick(List.of(0.05, 0.2, 0.5)));
    }
}
