package chat.parley.simulation;

import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** I6 and I8: the final set of events, delivered again in other orders and in parts, gives the same logs and states. */
final class ReplayChecks {
    private final World world;
    private final Dice dice;
    private final List<Event> all;
    private final Fresh reference;

    /** A new replica with nothing in it. */
    private final class Fresh implements Source {
        private final SimDisk disk = new SimDisk();
        private final Ledger ledger;

        Fresh() {
            SeededCrypto crypto = world.crypto("replay");
            ledger = new Ledger(new SimStore(disk), new EventCodec(crypto), crypto);
        }

        Fresh take(Collection<Event> events) {
            events.forEach(event -> ledger.offer(event, this));
            ledger.flush();
            return this;
        }

        /** The same members, and the same newest epoch, in every room. */
        boolean sees(Fresh other) {
            for (RoomRef room : world.rooms()) {
                var one = ledger.replica().room(world.log(room));
                var two = other.ledger.replica().room(world.log(room));
                if (!one.state().equals(two.state())
                        || !one.frontier().equals(two.frontier())
                        || !one.newestEpoch().equals(two.newestEpoch())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void stored(List<Event> events) {
            // Looked at on the disk.
        }

        @Override
        public void failed(List<Event> events) {
            throw new Violation("I6", "a replica failed");
        }

        @Override
        public void refused(Event event, RefusalCode code, String reason) {
            throw new Violation("I6", world.chronicle().name(event.id()) + " is refused: " + reason);
        }

        @Override
        public void missing(Event event, Set<EventId> ids, boolean held) {
            if (!held) {
                throw new Violation("I6", "too much waits");
            }
        }
    }

    ReplayChecks(World world) {
        this.world = world;
        this.dice = world.dice().fork("replay");
        this.all = new ArrayList<>(new Archive(world).events());
        this.reference = new Fresh().take(all);
    }

    void check() {
        same("I6", new Fresh().take(topological()));
        same("I6", new Fresh().take(shuffled(all)));
        List<Event> some = closed();
        List<Event> others = closed();
        same("I8", new Fresh().take(some).take(others).take(all));
        Fresh one = new Fresh().take(some).take(others);
        Fresh two = new Fresh().take(others).take(some).take(some);
        if (!new HashSet<>(one.disk.ids()).equals(new HashSet<>(two.disk.ids())) || !one.sees(two)) {
            throw new Violation("I8", "fold(a with b) is not fold(b with a)");
        }
    }

    private void same(String invariant, Fresh other) {
        if (!new HashSet<>(other.disk.ids()).equals(new HashSet<>(reference.disk.ids()))) {
            throw new Violation(invariant, "another order of delivery gives other events");
        }
        if (!other.sees(reference)) {
            throw new Violation(invariant, "another order of delivery gives another state");
        }
    }

    /** Causes first, else any order. */
    private List<Event> topological() {
        List<Event> sorted = new ArrayList<>();
        Set<EventId> there = new HashSet<>();
        List<Event> left = shuffled(all);
        while (!left.isEmpty()) {
            List<Event> later = new ArrayList<>();
            for (Event event : left) {
                if (event.header().antecedents().stream()
                        .allMatch(id -> there.contains(id) || !world.chronicle().knows(id))) {
                    sorted.add(event);
                    there.add(event.id());
                } else {
                    later.add(event);
                }
            }
            left = later;
        }
        return sorted;
    }

    /** A part of the whole that has all its ancestors, identities included. */
    private List<Event> closed() {
        Set<EventId> wanted = new HashSet<>();
        for (Event event : all) {
            if (event.header().rules().startsWith("identity/")) {
                wanted.add(event.id());
            } else if (dice.chance(0.1)) {
                wanted.add(event.id());
                world.chronicle().collectAncestors(event.id(), wanted);
            }
        }
        List<Event> part = new ArrayList<>(all);
        part.removeIf(event -> !wanted.contains(event.id()));
        return shuffled(part);
    }

    private List<Event> shuffled(List<Event> events) {
        List<Event> copy = new ArrayList<>(events);
        for (int i = copy.size() - 1; i > 0; i--) {
            int other = dice.below(i + 1);
            Event moved = copy.set(i, copy.get(other));
            copy.set(other, moved);
        }
        return copy;
    }
}
