package chat.parley.server.session;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Bye;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Roster;
import chat.parley.protocol.frame.ServerEntry;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.RoomState;
import chat.parley.server.account.AccountService;
import chat.parley.server.admission.Admission;
import chat.parley.server.blob.BlobSessions;
import chat.parley.server.cluster.ReceiptBook;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.hosting.Interest;
import chat.parley.server.log.InTurn;
import chat.parley.server.naming.NamingService;
import chat.parley.server.notice.Notices;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Peer;
import chat.parley.server.peer.Silence;
import chat.parley.server.socket.WireText;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** All sessions of a node. Used on the node's thread. */
public final class SessionHub implements Ledger.Listener, Notices.Ear {
    /** Events for whose second receipt a session waits; older ones get theirs when the client asks again. */
    private static final int MAX_AWAITING = 65_536;

    private final Ledger ledger;
    private final ReadingRights rights;
    private final Readership readers;
    private final EventCodec codec;
    private final FrameCodec frames;
    private final Context context;
    private final Set<ClientSession> sessions = new LinkedHashSet<>();
    private final Map<String, Integer> perAddress = new HashMap<>();
    private final ReceiptBook receipts;

    /** Whose events still lack the word of a second server. */
    private final Map<String, ClientSession> awaiting = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ClientSession> eldest) {
            return size() > MAX_AWAITING;
        }
    };

    private List<ServerEntry> told = List.of();
    private Consumer<List<Event>> others = events -> {};
    private Notices.Outlet notices = (notice, from) -> {};

    /**
     * What every session is told about its server, and what holds for all.
     *
     * @param interest hears which logs people use
     * @param admission says how much is taken in from whom
     * @param accounts answers about accounts
     * @param naming tells people which rooms name them
     * @param blobs answers about files
     * @param clock one that never jumps, for timeouts
     * @param maxPerAddress most sessions from one network address
     */
    public record Context(
            ServerIdentity identity,
            Crypto crypto,
            chat.parley.server.cluster.Roster roster,
            Interest interest,
            Admission admission,
            AccountService accounts,
            NamingService naming,
            BlobSessions blobs,
            Clock clock,
            int maxPerAddress) {}

    public SessionHub(Ledger ledger, EventCodec codec, FrameCodec frames, Context context) {
        this.ledger = ledger;
        this.rights = new ReadingRights(ledger);
        this.readers = new Readership(ledger, codec, frames);
        this.codec = codec;
        this.frames = frames;
        this.context = context;
        this.receipts = new ReceiptBook(context.identity(), context.crypto());
    }

    /** Who asks other servers for their word that they hold something. */
    public void askOthersBy(Consumer<List<Event>> asker) {
        others = asker;
    }

    /** Where the notices go that clients bring. */
    public void noticesTo(Notices.Outlet outlet) {
        notices = outlet;
    }

    /** A notice goes to those who are subscribed to its log and are members there: others are told nothing of who is there now. */
    @Override
    public void hear(LogId log, RoomState state, WireText text, Peer from) {
        for (ClientSession reader : readers.inside(log)) {
            if (reader.peer() != from && state.speaks(reader.user(), reader.device())) {
                reader.peer().offer(text);
            }
        }
    }

    /** A client has connected. */
    public Conversation begin(Peer peer) {
        if (perAddress.getOrDefault(peer.address(), 0) >= context.maxPerAddress()) {
            peer.refuse(ProblemCode.TOO_MANY, "at most " + context.maxPerAddress() + " sessions come from one address");
            return new Silence();
        }
        perAddress.merge(peer.address(), 1, Integer::sum);
        ClientSession session = new ClientSession(this, peer);
        sessions.add(session);
        session.challenge();
        return session;
    }

    @Override
    public void committed(List<Event> events) {
        readers.committed(events);
        Set<UserId> changed = new HashSet<>();
        for (Event event : events) {
            if (event.header().rules().equals(IdentityRules.NAME)) {
                changed.add(event.user());
            }
        }
        if (!changed.isEmpty()) {
            sessions.stream()
                    .filter(session -> changed.contains(session.user()))
                    .forEach(session -> session.subscriptions().reviewAll());
        }
    }

    /** Tells all clients which servers there are, if that has changed. */
    public void rosterChanged() {
        List<ServerEntry> entries = context.roster().entries();
        if (!entries.equals(told)) {
            told = entries;
            tellAll(new Roster(entries));
        }
    }

    /** Tells something to those clients that say to be somebody's: nothing that others may not know. */
    public void tell(UserId user, Frame frame) {
        for (ClientSession session : sessions) {
            if (session.authenticated() && session.user().equals(user)) {
                session.peer().send(frame);
            }
        }
    }

    /** The logs to which anybody is subscribed. */
    public Set<LogId> subscribed() {
        return readers.logs();
    }

    /** Cuts off who is silent. To be called every second or so. */
    public void tick() {
        InTurn.each(sessions, ClientSession::tick);
    }

    /** Another server has stored events: those whose clients wait for that are told. */
    public void receipt(Stored receipt) {
        Set<ClientSession> concerned = new LinkedHashSet<>();
        for (String id : receipt.ids()) {
            ClientSession session = awaiting.remove(id);
            if (session != null) {
                concerned.add(session);
            }
        }
        for (ClientSession session : concerned) {
            session.peer().send(receipt);
        }
    }

    /** Tells all clients to go elsewhere. */
    public void stopping() {
        tellAll(new Bye(context.roster().entries()));
    }

    /** Sessions whose client has proved who it is. */
    public int count() {
        int count = 0;
        for (ClientSession session : sessions) {
            count += session.authenticated() ? 1 : 0;
        }
        return count;
    }

    Notices.Outlet notices() {
        return notices;
    }

    void askOthers(List<Event> events) {
        others.accept(events);
    }

    Ledger ledger() {
        return ledger;
    }

    ReadingRights rights() {
        return rights;
    }

    Readership readers() {
        return readers;
    }

    EventCodec codec() {
        return codec;
    }

    Context context() {
        return context;
    }

    /** Whether a client may make this server host a log: what is here already costs nothing. */
    boolean mayEnter(LogId log, Peer peer) {
        return context.interest().known(log) || context.admission().entry(peer.address());
    }

    /** Gives a client receipts for what it has brought, and waits with it for another server's. */
    void acknowledge(ClientSession session, List<Event> events) {
        events.stream().map(Event::log).distinct().forEach(context.interest()::posted);
        for (Stored receipt : receipts.write(events)) {
            session.peer().send(receipt);
            receipt.ids().forEach(id -> awaiting.put(id, session));
        }
    }

    void ended(ClientSession session) {
        if (sessions.remove(session)) {
            if (session.authenticated()) {
                awaiting.values().removeIf(each -> each == session);
            }
            perAddress.computeIfPresent(session.peer().address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    long now() {
        return context.clock().millis();
    }

    private void tellAll(Frame frame) {
        WireText text = new WireText(frames.write(frame));
        for (ClientSession session : sessions) {
            if (session.authenticated()) {
                session.peer().send(text);
            }
        }
    }
}
