package chat.parley.server.link;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.sync.Portions;
import chat.parley.server.cluster.ReceiptBook;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Peer;
import chat.parley.server.peer.Silence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All links of a node. What is new here goes on to linked servers, whoever made it: so two servers that cannot reach each
 * other converse through a third. It is sent over the links that a {@link BroadcastTree} has and announced over the
 * others, never to who has it. Used on the node's thread.
 */
public final class LinkHub implements Ledger.Listener {
    /** Most connections from one address that have not proved yet whose they are. */
    static final int MAX_UNPROVED = 32;

    private final Ledger ledger;
    private final FrameCodec frames;
    private final Context context;
    private final Listener listener;
    private final ReceiptBook receipts;
    private final Set<ServerLink> open = new LinkedHashSet<>();
    private final Map<ServerId, ServerLink> links = new TreeMap<>();
    private final BroadcastTree tree = new BroadcastTree();

    /** Who this server is and what it proves it with. */
    public record Context(ServerIdentity identity, Crypto crypto, Clock clock) {}

    /**
     * What waits in memory, each for the link that has most of it.
     *
     * @param wanted logs that wait for their pull
     * @param questions questions that wait for their answer
     * @param known ids that the peer is known to have
     * @param awaited announced events that are waited for
     * @param unannounced ids that wait to be announced
     */
    public record Load(int wanted, int questions, int known, int awaited, int unannounced) {
        static final Load NONE = new Load(0, 0, 0, 0, 0);

        Load most(Load other) {
            return new Load(
                    Math.max(wanted, other.wanted),
                    Math.max(questions, other.questions),
                    Math.max(known, other.known),
                    Math.max(awaited, other.awaited),
                    Math.max(unannounced, other.unannounced));
        }
    }

    /** Hears of links that stand and fall. */
    public interface Listener {
        void linked(Certificate server);

        void unlinked(ServerId server);

        /** A linked server has events on its disk that came from here. */
        void receipt(Stored receipt);
    }

    public LinkHub(Ledger ledger, FrameCodec frames, Context context, Listener listener) {
        this.ledger = ledger;
        this.frames = frames;
        this.context = context;
        this.listener = listener;
        this.receipts = new ReceiptBook(context.identity(), context.crypto());
    }

    /** A server has dialled this one: it is challenged. */
    public Conversation dialled(Peer peer) {
        int unproved = 0;
        for (ServerLink each : open) {
            unproved += each.certificate().isEmpty() && each.peer().address().equals(peer.address()) ? 1 : 0;
        }
        if (unproved >= MAX_UNPROVED) {
            peer.refuse(ProblemCode.TOO_MANY, "too many connections from this address have proved nothing yet");
            return new Silence();
        }
        ServerLink link = new ServerLink(this, peer, Optional.empty());
        open.add(link);
        link.challenge();
        return link;
    }

    /** This server has dialled another one and waits for its challenge. */
    public Conversation dialling(Peer peer, String url) {
        ServerLink link = new ServerLink(this, peer, Optional.of(url));
        open.add(link);
        return link;
    }

    @Override
    public void committed(List<Event> events) {
        for (Event event : events) {
            tree.arrived(event.id());
        }
        if (links.isEmpty()) {
            return;
        }
        Set<Event> all = new LinkedHashSet<>();
        for (Event event : events) {
            all.addAll(Portions.cited(ledger.replica(), event));
            all.add(event);
        }
        List<Event> news = new ArrayList<>(all);
        Map<List<Event>, List<String>> written = new HashMap<>();
        new ArrayList<>(links.entrySet()).forEach(each -> {
            ServerLink link = each.getValue();
            if (tree.eager(each.getKey())) {
                List<Event> lacking = link.lacking(news);
                link.remember(lacking);
                written.computeIfAbsent(lacking, this::texts).forEach(link.peer()::send);
            } else {
                link.lacking(events).forEach(event -> tree.announce(each.getKey(), event.id()));
            }
        });
    }

    /** What is to be sent, in as many frames as it takes: one that is too long would cost the link. */
    private List<String> texts(List<Event> events) {
        List<String> texts = new ArrayList<>();
        for (List<Event> portion : Portions.of(events)) {
            texts.add(frames.write(new Events(FrameCodec.texts(portion))));
        }
        return texts;
    }

    /** Heartbeats, dead peers, what is to be announced and asked for, and from time to time heads. To be called every {@link ServerLink#HEARTBEAT_MILLIS}. */
    public void tick() {
        for (ServerLink link : new ArrayList<>(open)) {
            link.tick();
        }
        tree.grafts(context.clock().millis()).forEach(this::graft);
        announce();
    }

    private void announce() {
        Map<List<EventId>, String> written = new HashMap<>();
        links.forEach((server, link) -> {
            for (List<EventId> ids : tree.announcements(server)) {
                link.peer().send(written.computeIfAbsent(ids, some -> frames.write(new Announce(idTexts(some)))));
            }
        });
    }

    private void graft(ServerId server, List<EventId> ids) {
        links.get(server).peer().send(new Graft(idTexts(ids)));
    }

    private static List<String> idTexts(List<EventId> ids) {
        return ids.stream().map(EventId::toString).toList();
    }

    public boolean isLinked(ServerId server) {
        return links.containsKey(server);
    }

    /** Whether a connection that was dialled at this url is open, proved or not. */
    public boolean isDialled(String url) {
        return open.stream().anyMatch(link -> link.url().filter(url::equals).isPresent());
    }

    /** Whether a link stands that was dialled at this url. */
    public boolean isLinked(String url) {
        return open.stream()
                .anyMatch(link -> link.certificate().isPresent()
                        && link.url().filter(url::equals).isPresent());
    }

    /** The servers to which a link stands. */
    public Set<ServerId> linked() {
        return links.keySet();
    }

    /** What waits in memory for links that stand. */
    public Load load() {
        Load load = Load.NONE;
        for (Map.Entry<ServerId, ServerLink> each : links.entrySet()) {
            load = load.most(each.getValue().load(tree.awaited(each.getKey()), tree.unannounced(each.getKey())));
        }
        return load;
    }

    BroadcastTree tree() {
        return tree;
    }

    Ledger ledger() {
        return ledger;
    }

    ReceiptBook receipts() {
        return receipts;
    }

    Listener listener() {
        return listener;
    }

    Context context() {
        return context;
    }

    /**
     * A server has proved who it is.
     *
     * @return false if a link to it stands already and is the one to keep: that which the smaller id has dialled
     */
    boolean established(ServerLink link, Certificate certificate) {
        ServerLink before = links.get(certificate.server());
        if (before != null) {
            boolean smallerDials = link.dialled() == context.identity().id().compareTo(certificate.server()) < 0;
            if (!smallerDials || before.dialled() == link.dialled() && before.alive()) {
                return false;
            }
            before.peer().close("another link stands");
        }
        links.put(certificate.server(), link);
        tree.linked(certificate.server());
        // Also when the other has a new certificate.
        listener.linked(certificate);
        return true;
    }

    void ended(ServerLink link) {
        open.remove(link);
        ledger.forget(link);
        link.certificate().ifPresent(certificate -> {
            if (links.remove(certificate.server(), link)) {
                tree.unlinked(certificate.server()).ifPresent(next -> graft(next, List.of()));
                listener.unlinked(certificate.server());
            }
        });
    }
}
