package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.server.link.LinkHub;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a server at every step: causes before effects, and nothing acknowledged that its disk does not hold. */
final class ServerWatch implements Ledger.Listener {
    private final SimServer server;
    private final Chronicle chronicle;
    private final Set<EventId> acknowledged = new HashSet<>();
    private final Set<EventId> told = new HashSet<>();

    ServerWatch(SimServer server, Chronicle chronicle) {
        this.server = server;
        this.chronicle = chronicle;
    }

    /** A new life. */
    void begins() {
        told.clear();
    }

    /** All that it has said is stored. */
    Set<EventId> acknowledged() {
        return acknowledged;
    }

    @Override
    public void committed(List<Event> events) {
        StringBuilder names = new StringBuilder("commits");
        Set<EventId> now = new HashSet<>();
        for (Event event : events) {
            chronicle.add(event);
            boolean back = server.disk().hasDropped(event.id());
            if (back) {
                server.world().met(Trouble.CAME_BACK);
            }
            if (!told.add(event.id()) && !back) {
                throw new Violation("I3", server.name() + " takes " + chronicle.name(event.id()) + " twice");
            }
            names.append(' ').append(chronicle.name(event.id()));
            for (EventId cause : event.header().antecedents()) {
                boolean genesis = event.header().rules().equals(OpenRoomRules.NAME)
                        && event.log().genesis().equals(cause);
                if (!genesis && !now.contains(cause) && !server.ledger().store().contains(cause)) {
                    throw new Violation(
                            "I4", server.name() + " took " + chronicle.name(event.id()) + " before its cause");
                }
            }
            server.world().membership().check(event);
            now.add(event.id());
        }
        server.note(names.toString());
    }

    @Override
    public void broken(Event event, Throwable cause) {
        throw new Violation("I11", server.name() + " could not judge " + chronicle.name(event.id()), cause);
    }

    @Override
    public void notDurable(int events, Exception cause) {
        server.world().met(Trouble.FULL_DISK);
    }

    /** I9: what waits in memory has the bounds of PROTOCOL.md, section "Limits". */
    void measures(Ledger.Held held, LinkHub.Load load) {
        bounded("events of one source wait", held.events(), 2048);
        bounded("characters of one source wait", held.length(), 8L << 20);
        bounded("characters wait", held.total(), 64L << 20);
        bounded("logs wait for their pull", load.wanted(), 10_000);
        bounded("questions wait", load.questions(), 2048);
        bounded("announced events are waited for", load.awaited(), 4096);
        bounded("ids wait to be announced", load.unannounced(), 8192);
        bounded("ids are known of a peer", load.known(), 16_384);
    }

    private void bounded(String what, long size, long bound) {
        if (size > bound) {
            throw new Violation("I9", server + ": " + size + " " + what + ", at most " + bound + " may");
        }
        if (size == bound) {
            server.world().met(Trouble.BOUND_REACHED);
        }
    }

    /** A frame goes out: a receipt may be another server's that is passed on. */
    void sends(Frame frame) {
        if (server.honest() && frame instanceof Stored) {
            Stored receipt = (Stored) frame;
            SimServer signer = server.world().certified(receipt.certificate());
            if (!signer.honest()) {
                return;
            }
            for (String id : receipt.ids()) {
                EventId event = EventId.of(id);
                signer.watch().acknowledged().add(event);
                if (!signer.disk().hasSynced(event)) {
                    throw new Violation(
                            "stored", signer.name() + " acknowledges " + chronicle.name(event) + ", not on its disk");
                }
            }
        }
    }
}
