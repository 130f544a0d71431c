package chat.parley.server.link;

import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Hosts;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.server.peer.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a linked server is told unasked of the logs here: when the link opens all that are hosted, and then and every half
 * minute the heads of those that both ends host. A few frames at a time: those of very many logs would fill the queue.
 */
final class Tidings {
    /** Between two exchanges of heads on a link that stands, in milliseconds. */
    static final long HEADS_MILLIS = 30_000;

    /** Most logs in one frame of heads. */
    static final int HEADS_PER_FRAME = 1000;

    /** Most heads in one frame of heads. */
    static final int HEADS_IDS_PER_FRAME = 8000;

    /** Frames of heads that go out at a time. */
    private static final int HEADS_FRAMES = 8;

    /** Frames of {@link Hosts} that go out at a time when a link opens. */
    private static final int HOSTS_FRAMES = 4;

    private final LinkHub hub;
    private final Peer peer;
    private final Supplier<? extends Collection<LogId>> common;
    private final Set<LogId> headsLeft = new LinkedHashSet<>();
    private Iterator<LogId> hostsLeft;
    private long headsSent;
    private boolean headsDue;
    private boolean over;

    /**
     * @param common the logs that are hosted at both ends
     */
    Tidings(LinkHub hub, Peer peer, Supplier<? extends Collection<LogId>> common) {
        this.hub = hub;
        this.peer = peer;
        this.common = common;
    }

    /** The link stands: the peer is told everything. */
    void begin() {
        hostsLeft = new ArrayList<>(hub.hosting().hosted()).iterator();
        hub.ledger().afterFlush(this::sendSomeHosts);
        sendHeads();
    }

    /** The peer is to be told the heads of a log when {@link #soon} is called. */
    void note(LogId log) {
        headsLeft.add(log);
    }

    /** What was noted goes out when what is in the store is durable. */
    void soon() {
        if (!headsDue && !headsLeft.isEmpty()) {
            headsDue = true;
            hub.ledger().afterFlush(() -> {
                headsDue = false;
                sendSomeHeads();
            });
        }
    }

    void tick() {
        if (hostsLeft != null) {
            hub.ledger().afterFlush(this::sendSomeHosts);
        }
        if (headsLeft.isEmpty() && now() - headsSent >= HEADS_MILLIS) {
            sendHeads();
        }
        soon();
    }

    /** The link is gone. */
    void end() {
        over = true;
    }

    /** The next frames of all that is hosted here; at least one, for the peer waits for the last. */
    private void sendSomeHosts() {
        if (over || hostsLeft == null) {
            return;
        }
        for (int frame = 0; frame < HOSTS_FRAMES && hostsLeft != null; frame++) {
            peer.send(hub.hosts(hostsLeft, true));
            hostsLeft = hostsLeft.hasNext() ? hostsLeft : null;
        }
    }

    private void sendHeads() {
        headsSent = now();
        hub.listener().greetings().forEach(peer::send);
        headsLeft.addAll(common.get());
        soon();
    }

    /** The next frames of heads; a log with more heads than fit comes in several parts. */
    private void sendSomeHeads() {
        Iterator<LogId> next = headsLeft.iterator();
        for (int frame = 0; frame < HEADS_FRAMES && !over && next.hasNext(); frame++) {
            List<LogHeads> logs = new ArrayList<>();
            int ids = 0;
            while (next.hasNext() && logs.size() < HEADS_PER_FRAME && ids < HEADS_IDS_PER_FRAME) {
                LogId log = next.next();
                next.remove();
                List<String> heads = new ArrayList<>();
                for (EventId head : hub.ledger().store().heads(log)) {
                    heads.add(head.toString());
                    if (heads.size() == HEADS_IDS_PER_FRAME) {
                        peer.send(new Heads(List.of(new LogHeads(log.toString(), heads))));
                        heads = new ArrayList<>();
                    }
                }
                if (!heads.isEmpty()) {
                    logs.add(new LogHeads(log.toString(), heads));
                    ids += heads.size();
                }
            }
            if (!logs.isEmpty()) {
                peer.send(new Heads(logs));
            }
        }
    }

    private long now() {
        return hub.context().timer().millis();
    }
}
