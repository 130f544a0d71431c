package chat.parley.simulation;

import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import java.util.Map;

/**
 * I2, and what people and servers were told. Only what the honest say counts: an event is <i>safe</i> if two honest servers
 * have signed for it, and then no lost disk may take it away. Of an event that only one has signed for, and whose disk is
 * lost, the sender's outbox is the second copy, unless a liar has signed for it as well: to the sender that is safe, and it
 * is not promised.
 */
final class Promises {
    private final World world;
    private final Archive archive;
    private final Chronicle chronicle;

    Promises(World world, Archive archive) {
        this.world = world;
        this.archive = archive;
        this.chronicle = world.chronicle();
    }

    /**
     * What is less than safe.
     *
     * @param read the texts that each client has in its store
     */
    void check(Map<SimClient, Map<EventId, String>> read) {
        storedIsThere();
        saidIsThere(read);
    }

    /** I2. */
    void safeIsThere() {
        for (SimClient client : world.clients()) {
            client.watch().receipts().forEach((id, signers) -> {
                if (signers.size() >= 2
                        && signers.stream().anyMatch(each -> each.disk().hasLost(id))) {
                    world.met(Trouble.SAFE_COPY_LOST);
                }
                for (SimServer each : archive.keepers(chronicle.get(id).log())) {
                    require(
                            signers.size() < 2 || each.disk().contains(id),
                            "I2",
                            chronicle.name(id) + " of " + client + " was safe and is not on " + each);
                }
            });
        }
    }

    private void storedIsThere() {
        for (SimServer each : world.all()) {
            for (EventId id : each.watch().acknowledged()) {
                boolean promised = !each.disk().hasLost(id)
                        || world.liars().isEmpty()
                                && !world.isStranger(chronicle.get(id).user());
                require(
                        archive.contains(id) || !promised,
                        "stored",
                        chronicle.name(id) + " was acknowledged by " + each + " and is gone");
            }
        }
    }

    private void saidIsThere(Map<SimClient, Map<EventId, String>> read) {
        boolean promised = world.liars().isEmpty() || world.scenario().loss() == Scenario.Loss.NONE;
        for (SimClient each : world.clients()) {
            if (each.out()) {
                continue;
            }
            require(each.core().unsent() == 0, "sent", each + " has texts that no server has stored");
            for (Map.Entry<String, RoomRef> said : each.watch().said().entrySet()) {
                String text = said.getKey();
                EventId found = null;
                for (Map.Entry<EventId, String> message : read.get(each).entrySet()) {
                    if (message.getValue().equals(text)) {
                        require(found == null, "I3", each + " sent \"" + text + "\" twice");
                        found = message.getKey();
                    }
                }
                if (found == null && each.watch().dropped() && said.getValue() instanceof RoomRef.Owned) {
                    continue;
                }
                require(found != null, "sent", each + " never sent \"" + text + "\"");
                require(archive.contains(found) || !promised, "sent", "\"" + text + "\" is on no server");
            }
        }
    }

    private static void require(boolean holds, String invariant, String message) {
        if (!holds) {
            throw new Violation(invariant, message);
        }
    }
}
