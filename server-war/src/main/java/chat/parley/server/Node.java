package chat.parley.server;

import chat.parley.protocol.account.Decoy;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.account.AccountDesk;
import chat.parley.server.account.AccountDirectory;
import chat.parley.server.account.AccountSpread;
import chat.parley.server.account.JdbcAccountStore;
import chat.parley.server.admission.Admission;
import chat.parley.server.admission.FramePace;
import chat.parley.server.admission.Holdings;
import chat.parley.server.blob.BlobService;
import chat.parley.server.blob.Blobs;
import chat.parley.server.cluster.CertificateWatch;
import chat.parley.server.cluster.IdentityFolder;
import chat.parley.server.cluster.Roster;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.hosting.Hosting;
import chat.parley.server.link.LinkDialer;
import chat.parley.server.link.LinkHub;
import chat.parley.server.log.InTurn;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.JdbcHostingStore;
import chat.parley.server.log.NodeLoop;
import chat.parley.server.naming.JdbcNamingStore;
import chat.parley.server.naming.NamingIndex;
import chat.parley.server.naming.RoomNews;
import chat.parley.server.notice.Notices;
import chat.parley.server.ops.CannotStart;
import chat.parley.server.ops.SteadyClock;
import chat.parley.server.ops.Surroundings;
import chat.parley.server.peer.InboundReader;
import chat.parley.server.peer.Peer;
import chat.parley.server.peer.PeerSocket;
import chat.parley.server.session.SessionHub;
import chat.parley.server.socket.ConnectionHandler;
import chat.parley.server.socket.ServerEndpoints;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One server of the federation. Built and started before anybody is let in; closed after everybody has left.
 */
final class Node implements AutoCloseable {
    /** Between two rounds of heartbeats and dialling, in milliseconds. */
    private static final long TICK_MILLIS = 1000;

    /** After so long without a round a node is stuck, in milliseconds. */
    private static final long STUCK_MILLIS = 10_000;

    /** How long to wait until the clients have been told where to go, in milliseconds. */
    private static final long FAREWELL_MILLIS = 2000;

    private static final Logger LOG = System.getLogger(Node.class.getName());

    private final Surroundings around;
    private final ServerIdentity identity;
    private final CertificateWatch certificateWatch;
    private final JdbcEventStore store;
    private final FrameCodec frames;
    private final Ledger ledger;
    private final NodeLoop loop;
    private final Roster roster;
    private final Hosting hosting;
    private final AccountSpread accounts;
    private final RoomNews naming;
    private final Blobs blobs;
    private final SessionHub sessions;
    private final LinkHub links;
    private final LinkDialer dialer;
    private final PeerSocket sessionSocket;
    private final PeerSocket linkSocket;
    private final InboundReader reader;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Clock clock = Clock.systemUTC();
    private final Clock timer = new SteadyClock();
    private volatile long ticked = timer.millis();
    private volatile Map<String, String> details = Map.of();

    Node(Surroundings around) throws CannotStart {
        this.around = around;
        Crypto crypto = new LazysodiumCrypto(around.sodium());
        EventCodec codec = new EventCodec(crypto);
        IdentityFolder folder = new IdentityFolder(around.settings().data(), crypto, clock);
        Belongings belongings = new Belongings(around, folder, crypto);
        identity = belongings.identity();
        certificateWatch = new CertificateWatch(folder, identity, clock);
        store = belongings.store(identity.domain(), codec);
        frames = new FrameCodec(around.settings().sockets().frameBytes());
        reader = new InboundReader(frames, codec, crypto);
        ledger = new Ledger(store, codec, crypto, around.settings().kept());
        Secret accountsSecret = belongings.accountsSecret();
        loop = new NodeLoop(ledger);
        roster = new Roster(identity, crypto, clock);
        hosting = new Hosting(
                ledger,
                roster,
                new JdbcHostingStore(store),
                around.settings().hosting().rules(crypto),
                timer);
        Admission admission =
                new Admission(around.settings().quotas(), new Holdings(ledger, hosting::removing), timer::millis);
        AccountDirectory directory = new AccountDirectory(
                identity.domain(),
                new JdbcAccountStore(store.batches(), crypto),
                crypto,
                new RegistrationCodes(crypto, accountsSecret),
                around.settings().accounts().registration());
        accounts = new AccountSpread(directory, ledger::afterFlush, this::tellServers);
        AccountDesk desk = new AccountDesk(
                directory,
                accounts,
                ledger::afterFlush,
                new AccountDesk.Context(
                        identity.id(),
                        crypto,
                        new Decoy(crypto, accountsSecret),
                        (user, device) -> ledger.replica().identity(user).live().containsKey(device),
                        clock,
                        around.settings().accounts().limits()));
        accounts.failuresTo(desk);
        NamingIndex names =
                new NamingIndex(ledger, codec, new JdbcNamingStore(store.batches()), hosting::hosted, timer);
        naming = new RoomNews(
                names,
                new RoomNews.Context(
                        ledger, hosting, timer, around.settings().quotas().invitations()),
                this::tellServer);
        blobs = belongings.blobs(
                store.batches(),
                new Blobs.Surroundings(ledger, loop::submit, hosting::hosted, hosting::hosts, clock, timer));
        sessions = new SessionHub(
                ledger,
                codec,
                frames,
                new SessionHub.Context(
                        identity,
                        crypto,
                        roster,
                        hosting,
                        admission,
                        desk,
                        naming,
                        blobs.desk(),
                        timer,
                        around.settings().sessionsPerAddress()));
        links = new LinkHub(
                ledger,
                hosting,
                frames,
                new LinkHub.Context(identity, crypto, clock, timer, admission),
                new RosterUpdates());
        dialer = new LinkDialer(identity, links, roster, around.settings().peers(), timer);
        Notices notices = new Notices(ledger, hosting::hosted, frames, List.of(sessions, links));
        sessions.noticesTo(notices::pass);
        links.noticesTo(notices::pass);
        ledger.listen(hosting);
        sessions.askOthersBy(links::confirm);
        accounts.losersTo(sessions::tell);
        ledger.listen(sessions);
        ledger.listen(links);
        ledger.listen(names);
        ledger.listen(blobs.desk());
        ledger.listen(new FailureLog());
        FramePace pace = new FramePace(
                timer::millis,
                around.settings().framesPerSession(),
                around.settings().sessionsPerAddress());
        sessionSocket = new PeerSocket(loop, frames, reader, sessions::begin, pace::of);
        linkSocket = new PeerSocket(loop, frames, reader, links::dialled);
    }

    /** Makes this server known, and begins to link with others. */
    void start() {
        loop.start();
        announce();
        // Neither the grid's thread nor the timer, on which all connections depend, may ever wait for the node.
        around.registry().onChange(() -> loop.offer(this::readRegistry));
        around.timer().scheduleAtFixedRate(this::tickSoon, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Who serves clients. */
    ConnectionHandler sessions() {
        return sessionSocket;
    }

    /** Who serves other servers. */
    ConnectionHandler links() {
        return linkSocket;
    }

    /** Who answers requests for files. */
    BlobService blobs() {
        return blobs.service();
    }

    /** Tells the clients where to go, and returns when that is on its way: what is offered to a closing connection is lost. */
    void stopping() {
        CountDownLatch told = new CountDownLatch(1);
        loop.submit(() -> {
            sessions.stopping();
            told.countDown();
        });
        try {
            if (!told.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "the clients were not told where to go in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an operator sees under /health. */
    Map<String, String> details() {
        return details;
    }

    /** Why events cannot be stored at present. */
    Optional<String> storeFailure() {
        return store.batches().failure();
    }

    /** Why this node serves nobody at present, though it runs. */
    Optional<String> trouble() {
        long late = timer.millis() - ticked;
        if (late > STUCK_MILLIS) {
            return Optional.of("the node has done nothing for " + late / TICK_MILLIS + " s");
        }
        Instant end = Instant.ofEpochMilli(identity.certificate().notAfter());
        return clock.instant().isAfter(end) ? Optional.of("the certificate has expired: " + end) : Optional.empty();
    }

    @Override
    public void close() {
        blobs.close();
        loop.close();
        frames.close();
        try {
            store.close();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the database did not close in order", e);
        }
    }

    private void announce() {
        around.registry()
                .announce(identity.id().toString(), identity.certificate().write());
    }

    /** One tick at a time: a node that is behind need not make up for those it has missed. */
    private void tickSoon() {
        if (ticking.compareAndSet(false, true) && !loop.offer(this::tick)) {
            ticking.set(false);
        }
    }

    private void tick() {
        ticking.set(false);
        ticked = timer.millis();
        // The store first, and one after the other: most of the rest fails while the database cannot be read.
        InTurn.each(
                List.<Runnable>of(
                        () -> ledger.afterFlush(this::checkStore),
                        this::lookAtCertificate,
                        this::readRegistry,
                        sessions::rosterChanged,
                        sessions::tick,
                        () -> hosting.tick(sessions.subscribed()),
                        links::tick,
                        naming::tick,
                        () -> dialer.tick(this::dial),
                        () -> ledger.afterFlush(blobs::tick),
                        this::describe),
                Runnable::run);
    }

    private void lookAtCertificate() {
        if (certificateWatch.look()) {
            announce();
        }
    }

    private void describe() {
        details = Map.of(
                "serverId", identity.id().toString(),
                "domain", identity.domain().toString(),
                "certificateUntil",
                        Instant.ofEpochMilli(identity.certificate().notAfter()).toString(),
                "logs", Integer.toString(hosting.hosted().size()),
                "sessions", Integer.toString(sessions.count()),
                "links",
                        String.join(
                                " ",
                                links.linked().stream().map(ServerId::toString).toList()));
    }

    /** Not while a batch is open. If one always is, its commit tells. */
    private void checkStore() {
        if (!ledger.unwritten()) {
            store.batches().check();
        }
    }

    private void readRegistry() {
        roster.announced(around.registry().entries());
    }

    private void dial(String url) {
        PeerSocket socket = new PeerSocket(loop, frames, reader, peer -> links.dialling(peer, url));
        around.dialer().dial(URI.create(url + ServerEndpoints.LINK), socket).whenComplete((connection, failure) -> {
            loop.submit(() -> dialer.dialled(url));
            if (failure != null) {
                LOG.log(Level.DEBUG, () -> url + " does not answer: " + failure);
            }
        });
    }

    private void tellServer(ServerId server, Frame frame) {
        links.tell(server, frame);
    }

    private void tellServers(Frame frame) {
        links.tellAll(frame);
    }

    private final class RosterUpdates implements LinkHub.Listener {
        @Override
        public void linked(Certificate server) {
            roster.linked(server);
            naming.linked(server.server());
            sessions.rosterChanged();
        }

        @Override
        public void unlinked(ServerId server) {
            roster.unlinked(server);
            naming.unlinked(server);
            blobs.desk().unlinked(server);
            sessions.rosterChanged();
        }

        @Override
        public void receipt(Stored receipt) {
            sessions.receipt(receipt);
        }

        @Override
        public List<Frame> greetings() {
            return List.of(accounts.greeting(), blobs.desk().greeting());
        }

        @Override
        public boolean other(Frame frame, Certificate from, Peer peer) {
            return accounts.handle(frame, peer)
                    || naming.handle(frame, from.server(), peer)
                    || blobs.desk().handle(frame, from, peer);
        }
    }
}
