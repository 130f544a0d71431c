package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import chat.parley.client.TransferLimits;
import chat.parley.client.store.BreakableStore;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.StrictClientStore;
import chat.parley.client.transfer.Carrier;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Rooms;
import chat.parley.protocol.frame.ServerEntry;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.RoomState;
import chat.parley.protocol.sync.Exchange;
import chat.parley.protocol.sync.Outlet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Clients and the servers of one domain in one thread, with a clock that the test moves. The servers share one log, as
 * if their links took no time; each can be dead, frozen, or not what it should be.
 */
final class World {
    static final String NAMESPACE = "test";

    /** Making one takes long. */
    private static final FrameCodec FRAMES = new FrameCodec();

    private static final long YEAR_MILLIS = 365L * 24 * 3600 * 1000;

    final Crypto crypto;
    final EventCodec codec;
    final SigningKey domain;
    final Ledger ledger;

    /** The accounts of the domain. */
    final WorldAccounts accounts;

    /** Slow work of clients that wait for it. */
    final Deque<Runnable> slow = new ArrayDeque<>();

    /** What clients have asked to be signed for again. */
    final List<Confirm> confirmed = new ArrayList<>();

    /** The files at the servers. */
    final FakeBlobs blobs = new FakeBlobs();

    /** Longest frame that servers take, in bytes: longer ones end the connection, as the servers do it. */
    private static final int FRAME_BYTES = 2 * 1024 * 1024;

    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private Optional<Path> files = Optional.empty();
    private Executor transfers = queue::add;
    private TransferLimits limits = TransferLimits.STANDARD;
    private long now = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    World() {
        this(ParleyClients.crypto());
    }

    /** All keys come from this. */
    World(Crypto crypto) {
        this.crypto = crypto;
        this.codec = new EventCodec(crypto);
        this.accounts = new WorldAccounts(crypto);
        this.domain = crypto.newSigningKey();
        this.ledger = new Ledger(new EventRows(new MemoryClientStore(), codec), codec, crypto);
        publish(ledger);
    }

    /** Cuts servers off from the others, with those clients that reach no other ones: they go on by themselves. */
    void split(Server... apart) {
        Ledger side = new Ledger(new EventRows(new MemoryClientStore(), codec), codec, crypto);
        copy(ledger, side);
        publish(side);
        for (Server each : apart) {
            each.move(side);
        }
        run();
    }

    /** All servers hold the same again. */
    void heal() {
        heal(servers.values().toArray(new Server[0]));
    }

    /** Servers that were cut off together hold again what those that were not do, and the other way round. */
    void heal(Server... apart) {
        for (Server each : apart) {
            if (each.ledger != ledger) {
                copy(each.ledger, ledger);
                each.move(ledger);
            }
        }
        run();
    }

    private void publish(Ledger from) {
        from.listen(events -> servers.values().stream()
                .filter(server -> server.ledger == from)
                .forEach(server -> server.publish(events)));
    }

    private void copy(Ledger from, Ledger to) {
        Session nobody = nobody(to);
        for (LogId log : from.store().logs()) {
            from.store().after(log, Map.of(), Integer.MAX_VALUE).forEach(event -> to.offer(event, nobody));
        }
        to.flush();
    }

    private Session nobody(Ledger holder) {
        return new Session(holder, null, null) {
            @Override
            public void stored(List<Event> stored) {
                // Nobody asks for a receipt.
            }

            @Override
            public void missing(Event event, Set<EventId> ids, boolean held) {
                // It comes with the other logs.
            }
        };
    }

    /** The servers come to hold these, causes first. */
    void hold(List<Event> events) {
        hold(ledger, events);
    }

    /** A server that is cut off comes to hold these. */
    void hold(Server apart, List<Event> events) {
        hold(apart.ledger, events);
    }

    private void hold(Ledger holder, List<Event> events) {
        Session nobody = nobody(holder);
        events.forEach(event -> holder.offer(event, nobody));
        holder.flush();
        run();
    }

    /** A new server of the domain. */
    Server server(String url) {
        Server server = new Server(url);
        servers.put(url, server);
        return server;
    }

    /** A server answers at another url, too. */
    void alias(String url, Server server) {
        servers.put(url, server);
    }

    /** Clients that begin from now on send and fetch files, and keep in this folder what is under way. */
    void filesIn(Path folder) {
        filesIn(folder, queue::add);
    }

    /** The same, by threads of their own. */
    void filesIn(Path folder, Executor threads) {
        files = Optional.of(folder);
        transfers = threads;
    }

    /** How much of files the clients move that are made from now on. */
    void limit(TransferLimits now) {
        limits = now;
    }

    /** A new client that is given these servers. */
    Client client(String name, Server... given) {
        return client(name, new MemoryClientStore(), given);
    }

    /** A new client over a store. */
    Client client(String name, MemoryClientStore store, Server... given) {
        Client client = new Client(name, store, given);
        clients.add(client);
        return client;
    }

    /** Lets everything happen that is to happen now. */
    void run() {
        while (!queue.isEmpty()) {
            queue.poll().run();
        }
    }

    /** Lets time pass in the steps that clients are called in. */
    void pass(long millis) {
        for (long passed = 0; passed < millis; passed += Connection.TICK_MILLIS) {
            now += Connection.TICK_MILLIS;
            clients.forEach(client -> client.core.tick());
            run();
        }
    }

    /** Lets time pass at once: nobody is called meanwhile. */
    void leap(long millis) {
        now += millis;
    }

    long now() {
        return now;
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now);
            }
        };
    }

    /** A client's core, store and socket. */
    final class Client implements Network {
        final List<ClientEvent> heard = new ArrayList<>();
        final List<String> dialled = new ArrayList<>();
        final List<Frame> sent = new ArrayList<>();
        MemoryClientStore store;
        BreakableStore disk;
        ClientCore core;

        /** What it calls its store by. */
        WatchedStore watched;

        /** Hears of each commit of its store. */
        Runnable committed = () -> {};

        /** Whether its slow work waits until the test does it. */
        boolean patient;

        /** Frames of the server that get lost. */
        Predicate<Frame> lost = frame -> false;

        /** Servers that this client's network lets it reach, by url. */
        Predicate<String> reaches = url -> true;

        /** What a hostile server makes of its frames. */
        UnaryOperator<Frame> change = frame -> frame;

        /** Frames that have arrived. */
        final List<Frame> got = new ArrayList<>();

        private final String name;
        private final List<String> given = new ArrayList<>();
        private Session session;

        /** Servers dialled on the second connection. */
        final List<String> called = new ArrayList<>();

        /** Servers that this client's network lets it reach there. */
        Predicate<String> reachesBeside = url -> true;

        /** What a hostile server makes of its frames there. */
        UnaryOperator<Frame> changeBeside = frame -> frame;

        /** Frames sent there. */
        final List<Frame> sentBeside = new ArrayList<>();

        private final Beside beside = new Beside();

        private Client(String name, MemoryClientStore store, Server... given) {
            this.name = name;
            for (Server each : given) {
                this.given.add(each.url);
            }
            start(store);
        }

        /** The store is put back to what it was, and the client starts again. */
        void restore(MemoryClientStore old) {
            hangUp();
            beside.hangUp();
            sent.clear();
            start(old);
        }

        /** What a process that dies now leaves to the next one. */
        void crash() {
            hangUp();
            beside.hangUp();
            heard.clear();
            sent.clear();
            start(store.reopen());
        }

        /** The same, and what was told to the person is remembered. */
        void crashQuietly() {
            List<ClientEvent> before = new ArrayList<>(heard);
            crash();
            heard.addAll(0, before);
        }

        String name() {
            return name;
        }

        /** One step of time. */
        void pass() {
            World.this.pass(Connection.TICK_MILLIS);
        }

        void join(RoomRef.Open room) {
            core.join(room);
            pass();
        }

        <T extends ClientEvent> List<T> all(Class<T> kind) {
            List<T> found = new ArrayList<>();
            heard.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
            return found;
        }

        UserId user() {
            return core.me().user();
        }

        List<String> problems() {
            List<String> codes = new ArrayList<>();
            all(ClientEvent.Problem.class).forEach(problem -> codes.add(problem.code()));
            return codes;
        }

        List<String> texts() {
            List<String> texts = new ArrayList<>();
            all(ClientEvent.Message.class).forEach(message -> texts.add(message.text()));
            return texts;
        }

        /** It is away from now on, and its process does nothing. */
        void frozen() {
            hangUp();
            beside.hangUp();
            clients.remove(this);
        }

        /** The connection breaks. */
        void cut() {
            if (session != null) {
                session.end();
                session = null;
                core.closed("cut");
                run();
            }
        }

        @Override
        public void dial(String url) {
            hangUp();
            dialled.add(url);
            Server server = servers.get(url);
            if (server == null || server.dead || !reaches.test(url)) {
                ClientCore present = core;
                queue.add(() -> present.closed("it does not answer"));
                return;
            }
            if (!server.frozen) {
                session = server.connect(this, false);
            }
        }

        /** The second connection. */
        private final class Beside implements Network {
            private Session session;

            @Override
            public void dial(String url) {
                hangUp();
                called.add(url);
                Server server = servers.get(url);
                if (server == null || server.dead || !reachesBeside.test(url)) {
                    ClientCore present = core;
                    queue.add(() -> present.beside().closed("it does not answer"));
                } else if (!server.frozen) {
                    session = server.connect(Client.this, true);
                }
            }

            @Override
            public void send(Frame frame) {
                sentBeside.add(frame);
                Session to = session;
                if (to != null) {
                    String text = FRAMES.write(frame);
                    queue.add(() -> to.take(text));
                }
            }

            @Override
            public void hangUp() {
                if (session != null) {
                    session.end();
                    session = null;
                }
            }
        }

        @Override
        public void send(Frame frame) {
            sent.add(frame);
            Session to = session;
            if (to != null) {
                String text = FRAMES.write(frame);
                queue.add(() -> to.take(text));
            }
        }

        @Override
        public void hangUp() {
            if (session != null) {
                session.end();
                session = null;
            }
        }

        private void start(MemoryClientStore from) {
            store = from;
            watched = new WatchedStore(store, () -> committed.run());
            disk = new BreakableStore(watched);
            core = new ClientCore(
                    new Platform(
                            crypto,
                            new StrictClientStore(disk),
                            this,
                            clock(),
                            new WhenTold(),
                            files.map(folder -> new Carrier(
                                    TestKeys.STREAMS,
                                    blobs,
                                    folder.resolve(name),
                                    limits,
                                    new Carrier.Places(transfers, queue::add))),
                            Optional.of(beside)),
                    name,
                    given,
                    NAMESPACE,
                    event -> heard.add(event));
        }

        private final class WhenTold implements Background {
            @Override
            public <T> void run(Callable<T> work, BiConsumer<T, Exception> then) {
                if (patient) {
                    slow.add(() -> AT_ONCE.run(work, then));
                } else {
                    AT_ONCE.run(work, then);
                }
            }
        }

        private void opened(Session by) {
            if (by == session) {
                core.opened();
            } else if (by == beside.session) {
                core.beside().opened();
            }
        }

        private void arrive(Session from, String text) {
            try {
                Frame frame = FRAMES.read(text);
                if (from == beside.session) {
                    core.beside().frame(changeBeside.apply(frame));
                } else if (from == session && !lost.test(frame)) {
                    got.add(frame);
                    core.frame(change.apply(frame));
                }
            } catch (BadFrameException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A server's outside. */
    final class Server {
        final String url;
        final SigningKey key = crypto.newSigningKey();
        String certificate;
        boolean dead;

        /** A server linked with it, whose receipts it passes on. */
        Optional<Server> linked = Optional.empty();

        /** What it answers to posts, which it leaves out. */
        private Optional<Frame> refusal = Optional.empty();

        /** Its disk was lost: it does not have what it has signed for. */
        boolean emptied;

        /** Takes connections and frames, and does nothing. */
        boolean frozen;

        /** Signs its proofs with another key than its certificate names. */
        boolean impostor;

        private final Set<Session> sessions = new LinkedHashSet<>();

        /** Those of clients that are at another server besides. */
        private final Set<Session> calls = new LinkedHashSet<>();

        private Ledger ledger = World.this.ledger;

        private Server(String url) {
            this.url = url;
            this.certificate = certificate(domain, url, now + YEAR_MILLIS);
        }

        ServerId id() {
            return new ServerId(key.publicKey());
        }

        String certificate(SigningKey issuer, String certifiedUrl, long notAfter) {
            return Certificate.issue(crypto, issuer, id(), certifiedUrl, notAfter)
                    .write();
        }

        /** What it holds. */
        Ledger ledger() {
            return ledger;
        }

        /** Dies: all connections break. */
        void die() {
            dead = true;
            for (Client each : clients) {
                if (each.session != null && each.session.server == this) {
                    each.cut();
                }
            }
        }

        /** Goes on with other events: all connections break. */
        private void move(Ledger other) {
            ledger = other;
            for (Client each : clients) {
                if (each.session != null && each.session.server == this) {
                    each.cut();
                }
            }
        }

        /** From now on it leaves posts out, and answers this; or takes them again. */
        void answerPosts(Optional<Frame> with) {
            refusal = with;
        }

        /** Sends to all clients what an honest server would not. */
        void sendAll(Frame frame) {
            sessions.forEach(session -> session.send(frame));
            run();
        }

        private Stored receipt(List<EventId> ids) {
            List<String> texts = new ArrayList<>();
            ids.forEach(id -> texts.add(id.toString()));
            return new Stored(certificate, texts, new Receipts(crypto).sign(ids, key));
        }

        private Session connect(Client client, boolean second) {
            Session session = new Session(ledger, this, client);
            (second ? calls : sessions).add(session);
            queue.add(() -> {
                client.opened(session);
                session.challenge();
            });
            return session;
        }

        private void publish(List<Event> events) {
            sessions.forEach(session -> session.tell(events));
        }
    }

    /** One connection, seen from the server. */
    class Session implements Source, Outlet {
        private final Server server;
        private final Client client;
        private final Handshake handshake = new Handshake(crypto);
        private final String nonce = handshake.nonce();
        private final Set<LogId> live = new LinkedHashSet<>();
        private final Ledger ledger;
        private final Exchange exchange;
        private final Set<String> named = new LinkedHashSet<>();
        private DeviceId device;
        private UserId user;
        private boolean over;

        private Session(Ledger ledger, Server server, Client client) {
            this.ledger = ledger;
            this.exchange = new Exchange(ledger, this, this, this::view);
            this.server = server;
            this.client = client;
        }

        @Override
        public void send(Frame frame) {
            String text = FRAMES.write(frame);
            queue.add(() -> client.arrive(this, text));
        }

        @Override
        public void stored(List<Event> events) {
            List<EventId> ids = new ArrayList<>();
            events.forEach(event -> ids.add(event.id()));
            send(server.receipt(ids));
            server.linked.ifPresent(other -> send(other.receipt(ids)));
        }

        @Override
        public void failed(List<Event> events) {
            throw new AssertionError();
        }

        @Override
        public void refused(Event event, RefusalCode code, String reason) {
            send(new Refused(event.id().toString(), code.name(), reason));
        }

        @Override
        public void missing(Event event, Set<EventId> ids, boolean held) {
            exchange.missing(event, ids);
        }

        private void challenge() {
            send(new Challenge(
                    certificateOf(server).domain().toString(), server.id().toString(), server.certificate, nonce));
        }

        private void end() {
            over = true;
            server.sessions.remove(this);
            server.calls.remove(this);
            ledger.forget(this);
        }

        private void tell(List<Event> events) {
            if (user != null && events.stream().anyMatch(event -> event.header().eventClass() == EventClass.CONTROL)) {
                name();
            }
            for (Event event : events) {
                if (live.contains(event.log())) {
                    List<Event> shown = new ArrayList<>(ledger.replica().citedIdentities(event, Long.MAX_VALUE));
                    shown.add(view(event));
                    send(new Events(FrameCodec.texts(shown)));
                }
            }
        }

        private void take(String text) {
            if (over || server.dead || server.frozen) {
                return;
            }
            if (text.getBytes(StandardCharsets.UTF_8).length > FRAME_BYTES) {
                client.cut();
                return;
            }
            try {
                handle(FRAMES.read(text));
            } catch (BadFrameException | InvalidEventException e) {
                throw new AssertionError(e);
            }
            ledger.flush();
        }

        private void handle(Frame frame) throws InvalidEventException {
            if (frame instanceof Hello) {
                hello((Hello) frame);
            } else if (device == null) {
                throw new AssertionError("before the hello came " + frame);
            } else if (frame instanceof Subscribe) {
                Subscribe subscribe = (Subscribe) frame;
                LogId log = LogId.of(subscribe.log());
                exchange.answer(subscribe, () -> live.add(log));
            } else if (frame instanceof Older) {
                exchange.answer((Older) frame);
            } else if (frame instanceof Compare) {
                exchange.answer((Compare) frame);
            } else if (frame instanceof Confirm) {
                confirm((Confirm) frame);
            } else if (frame instanceof Post) {
                server.refusal.ifPresent(this::send);
                if (!server.refusal.isPresent()) {
                    exchange.take(events(((Post) frame).events()));
                }
            } else if (frame instanceof Page) {
                exchange.page((Page) frame, events(((Page) frame).events()));
            } else if (frame instanceof Pull) {
                Pull pull = (Pull) frame;
                LogId log = LogId.of(pull.log());
                exchange.answer(pull, () -> live.add(log));
            } else if (frame instanceof Fetch) {
                exchange.answer((Fetch) frame);
            } else if (frame instanceof Notice) {
                pass((Notice) frame);
            } else if (frame instanceof BlobAsk) {
                send(new BlobToken(FakeBlobs.TOKEN, 600_000, blobs.maxBytes));
            } else if (frame instanceof Ping) {
                send(new Pong(((Ping) frame).number()));
            } else {
                accounts.answer(frame, server.id(), nonce).ifPresent(this::send);
            }
        }

        /** As the servers have it: to whoever else is subscribed, wherever. */
        private void pass(Notice notice) {
            for (Server each : servers.values()) {
                for (Session session : each.sessions) {
                    if (session != this && each.ledger == ledger && session.live.contains(LogId.of(notice.log()))) {
                        session.send(notice);
                    }
                }
            }
        }

        private void confirm(Confirm confirm) {
            confirmed.add(confirm);
            List<Event> held = new ArrayList<>();
            confirm.ids().forEach(id -> ledger.store().find(EventId.of(id)).ifPresent(held::add));
            if (!server.emptied && !held.isEmpty()) {
                stored(held);
            }
        }

        private void hello(Hello hello) {
            Handshake.Session proof = new Handshake.Session(
                    server.id(), nonce, hello.nonce(), UserId.of(hello.user()), DeviceId.of(hello.device()));
            if (!handshake.deviceSigned(proof, hello.signature())) {
                throw new AssertionError("a wrong hello");
            }
            device = proof.device();
            user = proof.user();
            List<ServerEntry> entries = new ArrayList<>();
            servers.forEach((url, each) -> entries.add(new ServerEntry(each.id().toString(), url)));
            SigningKey signing = server.impostor ? crypto.newSigningKey() : server.key;
            send(new Welcome(handshake.signAsServer(proof, signing), entries));
            name();
        }

        /** Says which rooms name this session's user, as far as it was not said. */
        private void name() {
            List<String> member = new ArrayList<>();
            List<String> invited = new ArrayList<>();
            for (LogId log : ledger.store().logs()) {
                RoomState state = ledger.replica().room(log).state();
                boolean in = state.members().containsKey(user);
                boolean asked = state.hierarchy().filter(this::asks).isPresent();
                if (in && named.add("member " + log)) {
                    member.add(log.toString());
                } else if (!in
                        && asked
                        && named.add("invited " + log
                                + state.hierarchy().get().invitations().keySet())) {
                    invited.add(log.toString());
                }
            }
            if (!member.isEmpty() || !invited.isEmpty()) {
                send(new Rooms(member, invited, false));
            }
        }

        private boolean asks(Hierarchy ranks) {
            return ranks.charter().peer().filter(user::equals).isPresent()
                    || ranks.invitations().values().stream()
                            .anyMatch(each -> each.invited().equals(new OwnedAct.Person(user)));
        }

        private List<Event> events(List<EventText> texts) throws InvalidEventException {
            List<Event> events = new ArrayList<>();
            for (EventText each : texts) {
                events.add(FrameCodec.event(codec, each));
            }
            return events;
        }

        private Event view(Event event) {
            return event.header().key(EventCodec.EPOCH)
                            && !event.header().device().equals(device)
                    ? codec.partFor(event, device)
                    : event;
        }
    }

    private static Certificate certificateOf(Server server) {
        try {
            return Certificate.read(server.certificate);
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }
}
