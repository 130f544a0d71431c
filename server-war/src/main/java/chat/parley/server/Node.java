package chat.parley.server;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.cluster.IdentityFolder;
import chat.parley.server.cluster.Roster;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.link.LinkDialer;
import chat.parley.server.link.LinkHub;
import chat.parley.server.log.Database;
import chat.parley.server.log.NodeLoop;
import chat.parley.server.log.SqliteEventStore;
import chat.parley.server.ops.CannotStart;
import chat.parley.server.ops.Surroundings;
import chat.parley.server.peer.InboundReader;
import chat.parley.server.peer.PeerSocket;
import chat.parley.server.session.SessionHub;
import chat.parley.server.socket.ConnectionHandler;
import chat.parley.server.socket.ServerEndpoints;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One server of the federation. Built and started before anybody is let in; closed after everybody has left.
 */
final class Node implements AutoCloseable {
    /** Between two rounds of heartbeats and dialling, in milliseconds. */
    private static final long TICK_MILLIS = 1000;

    private static final Logger LOG = System.getLogger(Node.class.getName());

    private final Surroundings around;
    private final ServerIdentity identity;
    private final SqliteEventStore store;
    private final FrameCodec frames;
    private final NodeLoop loop;
    private final Roster roster;
    private final SessionHub sessions;
    private final LinkHub links;
    private final LinkDialer dialer;
    private final PeerSocket sessionSocket;
    private final PeerSocket linkSocket;
    private final InboundReader reader;
    private volatile Map<String, String> details = Map.of();

    Node(Surroundings around) throws CannotStart {
        this.around = around;
        Clock clock = Clock.systemUTC();
        Crypto crypto = new LazysodiumCrypto(around.sodium());
        EventCodec codec = new EventCodec(crypto);
        identity = identity(around, crypto, clock);
        store = store(around, codec);
        frames = new FrameCodec(around.settings().sockets().frameBytes());
        reader = new InboundReader(frames, codec);
        Ledger ledger = new Ledger(store, codec, crypto);
        loop = new NodeLoop(ledger);
        roster = new Roster(identity, crypto, clock);
        sessions = new SessionHub(ledger, codec, frames, new SessionHub.Context(identity, crypto, roster));
        links = new LinkHub(ledger, frames, new LinkHub.Context(identity, crypto, clock), new RosterUpdates());
        dialer = new LinkDialer(identity, links, roster, around.settings().peers(), clock);
        ledger.listen(sessions);
        ledger.listen(links);
        sessionSocket = new PeerSocket(loop, frames, reader, sessions::begin);
        linkSocket = new PeerSocket(loop, frames, reader, links::dialled);
    }

    /** Makes this server known, and begins to link with others. */
    void start() {
        loop.start();
        around.registry()
                .announce(identity.id().toString(), identity.certificate().write());
        around.registry().onChange(() -> loop.submit(this::readRegistry));
        around.timer().scheduleAtFixedRate(() -> loop.submit(this::tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Who serves clients. */
    ConnectionHandler sessions() {
        return sessionSocket;
    }

    /** Who serves other servers. */
    ConnectionHandler links() {
        return linkSocket;
    }

    /** Tells the clients where to go. */
    void stopping() {
        loop.submit(sessions::stopping);
    }

    /** What an operator sees under /health. */
    Map<String, String> details() {
        return details;
    }

    @Override
    public void close() {
        loop.close();
        frames.close();
        try {
            store.close();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the database did not close in order", e);
        }
    }

    private void tick() {
        readRegistry();
        links.tick();
        dialer.tick(this::dial);
        details = Map.of(
                "serverId", identity.id().toString(),
                "domain", identity.domain().toString(),
                "sessions", Integer.toString(sessions.count()),
                "links",
                        String.join(
                                " ",
                                links.linked().stream().map(ServerId::toString).toList()));
    }

    private void readRegistry() {
        roster.announced(around.registry().entries());
    }

    private void dial(String url) {
        PeerSocket socket = new PeerSocket(loop, frames, reader, peer -> links.dialling(peer, url));
        around.dialer().dial(URI.create(url + ServerEndpoints.LINK), socket).whenComplete((connection, failure) -> {
            if (failure != null) {
                LOG.log(Level.DEBUG, () -> url + " does not answer: " + failure);
            }
        });
    }

    private static ServerIdentity identity(Surroundings around, Crypto crypto, Clock clock) throws CannotStart {
        try {
            return new IdentityFolder(around.settings().data(), crypto, clock).load(around.url());
        } catch (IdentityFolder.WrongIdentityException e) {
            throw new CannotStart(e.getMessage(), e.remedy(), e);
        } catch (IOException e) {
            throw new CannotStart(
                    "the keys in " + around.settings().data() + " cannot be read (" + e + ")",
                    "give this user the right to read and write them",
                    e);
        }
    }

    private static SqliteEventStore store(Surroundings around, EventCodec codec) throws CannotStart {
        try {
            return new SqliteEventStore(Database.open(around.settings().data()), codec);
        } catch (SQLException e) {
            throw new CannotStart(
                    "the database in " + around.settings().data() + " cannot be used (" + e.getMessage() + ")",
                    "restore it from a backup, or use the version of Parley that wrote it",
                    e);
        }
    }

    private final class RosterUpdates implements LinkHub.Listener {
        @Override
        public void linked(Certificate server) {
            roster.linked(server);
            sessions.rosterChanged();
        }

        @Override
        public void unlinked(ServerId server) {
            roster.unlinked(server);
            sessions.rosterChanged();
        }
    }
}
