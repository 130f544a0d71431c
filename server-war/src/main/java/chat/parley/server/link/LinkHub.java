package chat.parley.server.link;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Hosts;
import chat.parley.protocol.frame.LogIds;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.RoomState;
import chat.parley.protocol.sync.Portions;
import chat.parley.server.admission.Admission;
import chat.parley.server.cluster.ReceiptBook;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.hosting.Hosting;
import chat.parley.server.log.InTurn;
import chat.parley.server.notice.Notices;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Peer;
import chat.parley.server.peer.Silence;
import chat.parley.server.socket.WireText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All links of a node. What is new here goes on to linked servers, whoever made it: so two servers that cannot reach each
 * other converse through a third. It is sent over the links that a {@link BroadcastTree} has and announced over the
 * others, never to who has it, and only to who hosts its log. Used on the node's thread.
 */
public final class LinkHub implements Ledger.Listener, Notices.Ear {
    /** Most connections from one address that have not proved yet whose they are. */
    static final int MAX_UNPROVED = 32;

    private final Ledger ledger;
    private final Hosting hosting;
    private final FrameCodec frames;
    private final Context context;
    private final Listener listener;
    private final ReceiptBook receipts;
    private Notices.Outlet notices = (notice, from) -> {};
    private int asked;
    private final Set<ServerLink> open = new LinkedHashSet<>();
    private final Map<ServerId, ServerLink> links = new TreeMap<>();
    private final BroadcastTree tree = new BroadcastTree();
    private final PullTurns turns;
    private final Set<LogId> changed = new LinkedHashSet<>();

    /** Events that this server has asked for: most others have them too. */
    private final Map<EventId, Boolean> pulled = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventId, Boolean> eldest) {
            return size() > MAX_PULLED;
        }
    };

    /** Most of them that are remembered until they are stored. */
    private static final int MAX_PULLED = 16_384;

    /** Servers that are asked at a time for a receipt that a client lacks: one is enough, if it is honest. */
    private static final int CONFIRMERS = 3;

    /**
     * Who this server is and what it proves it with, and what it lets in.
     *
     * @param clock the time of day, for certificates
     * @param timer a clock that never jumps, for pauses and timeouts
     */
    public record Context(ServerIdentity identity, Crypto crypto, Clock clock, Clock timer, Admission admission) {}

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

        /** What is said first on a link that stands, and every half minute, of things that are no logs. */
        default List<Frame> greetings() {
            return List.of();
        }

        /** A linked server, which has shown this certificate, has sent what is no link's business; false if it is nobody's. */
        default boolean other(Frame frame, Certificate from, Peer peer) {
            return false;
        }
    }

    /**
     * @param hosting hears of what is committed before this does
     */
    public LinkHub(Ledger ledger, Hosting hosting, FrameCodec frames, Context context, Listener listener) {
        this.ledger = ledger;
        this.hosting = hosting;
        this.frames = frames;
        this.context = context;
        this.listener = listener;
        this.turns = new PullTurns(context.timer()::millis, this::passTurns);
        this.receipts = new ReceiptBook(context.identity(), context.crypto());
        hosting.onChange(this::hostingChanged);
        hosting.askBy(this::confirm);
    }

    /** Where the notices go that linked servers bring. */
    public void noticesTo(Notices.Outlet outlet) {
        notices = outlet;
    }

    /** A notice goes where events go at once: over the tree's links to those who host its log. */
    @Override
    public void hear(LogId log, RoomState state, WireText text, Peer from) {
        links.forEach((server, link) -> {
            if (link.peer() != from && hosting.hosts(server, log) && tree.eager(server, log)) {
                link.peer().offer(text);
            }
        });
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
        Map<Event, List<Event>> news = new LinkedHashMap<>();
        List<Event> fetched = new ArrayList<>();
        for (Event event : events) {
            boolean asked = pulled.remove(event.id()) != null;
            // Only hosts relay: an identity that came with what cites it goes on with that.
            if (hosting.hosted(event.log())) {
                if (asked) {
                    fetched.add(event);
                } else {
                    news.put(event, Portions.cited(ledger.replica(), event));
                }
            }
        }
        Map<List<Event>, List<WireText>> written = new HashMap<>();
        new ArrayList<>(links.entrySet()).forEach(each -> {
            ServerLink link = each.getValue();
            link.tellHeads(fetched);
            List<Event> lacking = link.lacking(forLink(each.getKey(), link, news));
            link.remember(lacking);
            written.computeIfAbsent(lacking, this::texts).forEach(link.peer()::send);
        });
    }

    /** What is sent to a server that hosts its log over an eager link; for lazy ones it is noted to be announced. */
    private Set<Event> forLink(ServerId server, ServerLink link, Map<Event, List<Event>> news) {
        Set<Event> events = new LinkedHashSet<>();
        news.forEach((event, cited) -> {
            if (!hosting.hosts(server, event.log())) {
                return;
            }
            if (tree.eager(server, event.log())) {
                events.addAll(cited);
                events.add(event);
            } else if (!link.knows(event.id())) {
                tree.announce(server, event.log(), event.id());
            }
        });
        return events;
    }

    /** These come because they were asked for. */
    void pulled(List<Event> events) {
        events.forEach(event -> pulled.put(event.id(), true));
    }

    private void hostingChanged(LogId log) {
        if (changed.isEmpty()) {
            ledger.afterFlush(this::tellHosting);
        }
        changed.add(log);
    }

    private void tellHosting() {
        for (Iterator<LogId> logs = changed.iterator(); logs.hasNext(); ) {
            WireText text = new WireText(frames.write(hosts(logs, false)));
            links.values().forEach(link -> link.peer().send(text));
        }
        changed.clear();
    }

    /**
     * What this server says of some logs, as many as fit a frame.
     *
     * @param opening whether with the last of these logs all has been told
     */
    Hosts hosts(Iterator<LogId> logs, boolean opening) {
        List<String> full = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < Hosts.MAX_LOGS && logs.hasNext(); i++) {
            LogId log = logs.next();
            List<String> some = hosting.full(log) ? full : wanted;
            (hosting.hosted(log) ? some : gone).add(log.toString());
        }
        return new Hosts(full, wanted, gone, opening && !logs.hasNext());
    }

    /** What is to be sent, in as many frames as it takes: one that is too long would cost the link. */
    private List<WireText> texts(List<Event> events) {
        List<WireText> texts = new ArrayList<>();
        for (List<Event> portion : Portions.of(events)) {
            texts.add(new WireText(frames.write(new Events(FrameCodec.texts(portion)))));
        }
        return texts;
    }

    /** Heartbeats, dead peers, what is to be announced and asked for, and from time to time heads. To be called every {@link ServerLink#HEARTBEAT_MILLIS}. */
    public void tick() {
        InTurn.each(
                List.<Runnable>of(
                        () -> InTurn.each(open, ServerLink::tick),
                        turns::tick,
                        () -> tree.grafts(context.timer().millis()).forEach(this::graft),
                        this::announce),
                Runnable::run);
    }

    /** A log may be pulled that another link was pulling. Later: who gives a turn back is in the middle of something. */
    private void passTurns() {
        ledger.afterFlush(() -> new ArrayList<>(links.values()).forEach(ServerLink::resume));
    }

    private void announce() {
        Map<Map<LogId, List<EventId>>, WireText> written = new HashMap<>();
        links.forEach((server, link) -> {
            for (Map<LogId, List<EventId>> ids : tree.announcements(server)) {
                link.peer()
                        .send(written.computeIfAbsent(
                                ids, some -> new WireText(frames.write(new Announce(logIds(some))))));
            }
        });
    }

    private void graft(ServerId server, Map<LogId, List<EventId>> ids) {
        links.get(server).peer().send(new Graft(logIds(ids)));
    }

    private static List<LogIds> logIds(Map<LogId, List<EventId>> ids) {
        List<LogIds> logs = new ArrayList<>();
        ids.forEach((log, some) -> logs.add(
                new LogIds(log.toString(), some.stream().map(EventId::toString).toList())));
        return logs;
    }

    /** A linked server hosts these logs no more, or is gone: whoever lost the last eager link for one has another now. */
    void left(Collection<LogId> logs) {
        Map<ServerId, Map<LogId, List<EventId>>> grafts = new TreeMap<>();
        for (LogId log : logs) {
            tree.left(log, hosting.hosts(log))
                    .ifPresent(server -> grafts.computeIfAbsent(server, s -> new LinkedHashMap<>())
                            .put(log, List.of()));
        }
        grafts.forEach(this::graft);
    }

    /**
     * Asks linked servers that host these events for their word that they have them: a receipt may have been lost with its
     * link. Not all at once, but each time others, in case one of them keeps silent.
     */
    public void confirm(List<Event> events) {
        List<ServerId> having = links.keySet().stream()
                .filter(server -> events.stream().anyMatch(event -> hosting.hosts(server, event.log())))
                .toList();
        for (int i = 0; i < Math.min(CONFIRMERS, having.size()); i++) {
            ServerId server = having.get(Math.floorMod(asked++, having.size()));
            confirm(
                    server,
                    events.stream()
                            .filter(event -> hosting.hosts(server, event.log()))
                            .limit(Confirm.MAX_IDS)
                            .map(Event::id)
                            .toList());
        }
    }

    /** Asks a linked server for its word that it has these events. */
    private void confirm(ServerId server, List<EventId> events) {
        for (int from = 0; from < events.size(); from += Confirm.MAX_IDS) {
            List<EventId> some = events.subList(from, Math.min(events.size(), from + Confirm.MAX_IDS));
            links.get(server)
                    .peer()
                    .send(new Confirm(some.stream().map(EventId::toString).toList()));
        }
    }

    /** Sends a frame to all linked servers. */
    public void tellAll(Frame frame) {
        WireText text = new WireText(frames.write(frame));
        links.values().forEach(link -> link.peer().send(text));
    }

    /** Sends a frame to a server, if it is linked. */
    public void tell(ServerId server, Frame frame) {
        ServerLink link = links.get(server);
        if (link != null) {
            link.peer().send(frame);
        }
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

    Notices.Outlet notices() {
        return notices;
    }

    PullTurns turns() {
        return turns;
    }

    BroadcastTree tree() {
        return tree;
    }

    Hosting hosting() {
        return hosting;
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
        hosting.linked(certificate.server());
        return true;
    }

    void ended(ServerLink link) {
        open.remove(link);
        ledger.forget(link);
        link.certificate().ifPresent(certificate -> {
            if (links.remove(certificate.server(), link)) {
                List<LogId> common = link.common();
                tree.unlinked(certificate.server());
                listener.unlinked(certificate.server());
                hosting.unlinked(certificate.server());
                left(common);
            }
        });
    }
}
