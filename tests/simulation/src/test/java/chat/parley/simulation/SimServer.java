package chat.parley.simulation;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.admission.Admission;
import chat.parley.server.admission.Quotas;
import chat.parley.server.cluster.Roster;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.hosting.Hosting;
import chat.parley.server.hosting.HostingRules;
import chat.parley.server.link.LinkDialer;
import chat.parley.server.link.LinkHub;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.InboundReader;
import chat.parley.server.peer.Peer;
import chat.parley.server.session.SessionHub;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/**
 * A server: the parts that a node puts together, over a simulated disk. Like a node it takes whatever has queued up as one
 * batch and then syncs once; while the disk works nothing else is taken, and a crash then may find the batch on the disk
 * or not, but never acknowledged.
 */
final class SimServer extends Actor {
    private static final long TICK = Timeline.SECOND;
    private static final long CONNECT_TIMEOUT = 8 * Timeline.SECOND;
    private static final int SESSIONS = 1000;

    /** Every server hosts everything, so that the last checks may compare any two. */
    private static final int REPLICAS = 100;

    private final ServerIdentity identity;
    private final List<URI> peers;
    private final SimDisk disk = new SimDisk();
    private final ServerWatch watch;
    private SimStore store;
    private Ledger ledger;
    private InboundReader reader;
    private Hosting hosting;
    private SessionHub sessions;
    private LinkHub links;
    private Roster roster;
    private LinkDialer dialer;
    private boolean syncing;
    private boolean synced;

    SimServer(World world, int number, long skewMillis, ServerIdentity identity, List<URI> peers) {
        super(world, "s" + number, number, skewMillis);
        this.identity = identity;
        this.peers = peers;
        this.watch = new ServerWatch(this, world.chronicle());
    }

    String url() {
        return identity.certificate().url();
    }

    ServerIdentity identity() {
        return identity;
    }

    SimDisk disk() {
        return disk;
    }

    Ledger ledger() {
        return ledger;
    }

    ServerWatch watch() {
        return watch;
    }

    InboundReader reader() {
        return reader;
    }

    @Override
    void boot() {
        syncing = false;
        synced = false;
        store = new SimStore(disk);
        Crypto crypto = world().tweaks().serverCrypto(world().crypto(name() + " " + life()));
        EventCodec codec = new EventCodec(crypto);
        FrameLines lines = world().wire().codec();
        ledger = new Ledger(world().tweaks().serverStore(store), codec, crypto);
        reader = new InboundReader(lines.codec(), codec);
        roster = new Roster(identity, crypto, clock());
        hosting = new Hosting(ledger, roster, disk, HostingRules.of(REPLICAS), clock());
        Admission admission = new Admission(Quotas.STANDARD, ledger.store()::contains, clock()::millis);
        sessions = new SessionHub(
                ledger,
                codec,
                lines.codec(),
                new SessionHub.Context(identity, crypto, roster, hosting, admission, clock(), SESSIONS));
        links = new LinkHub(
                ledger,
                hosting,
                lines.codec(),
                new LinkHub.Context(identity, crypto, clock(), clock(), admission),
                new RosterUpdates());
        dialer = new LinkDialer(identity, links, roster, peers, clock());
        ledger.listen(hosting);
        ledger.listen(sessions);
        ledger.listen(links);
        ledger.listen(watch);
        every(TICK, this::tick);
    }

    @Override
    void work(List<Runnable> tasks) {
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException e) {
                throw new Violation("I11", name() + " failed at a task", e);
            }
        }
        flushSoon();
    }

    @Override
    boolean busy() {
        return syncing;
    }

    @Override
    void thawed() {
        if (synced) {
            flush();
        }
    }

    @Override
    void died() {
        if (syncing && dice().chance(0.5)) {
            try {
                store.commit();
            } catch (StoreException e) {
                note("its last batch did not reach the disk");
            }
        }
    }

    /** A client comes in. */
    End acceptClient(Line line) {
        return accept(line, sessions::begin);
    }

    /** A server comes in. */
    End acceptServer(Line line) {
        return accept(line, links::dialled);
    }

    private End accept(Line line, Function<Peer, Conversation> begin) {
        ServerEnd end = new ServerEnd(this);
        end.begin(line, begin);
        return end;
    }

    private void flushSoon() {
        if (!ledger.pending()) {
            return;
        }
        if (store.dirty()) {
            syncing = true;
            later(disk.syncTime(dice()), this::flush);
        } else {
            ledger.flush();
            flushSoon();
        }
    }

    private void flush() {
        if (frozen()) {
            synced = true;
            return;
        }
        syncing = false;
        synced = false;
        ledger.flush();
        flushSoon();
        wake();
    }

    private void tick() {
        roster.announced(world().registry(this));
        sessions.rosterChanged();
        sessions.tick();
        hosting.tick(sessions.subscribed());
        links.tick();
        dialer.tick(this::dial);
    }

    private void dial(String url) {
        ServerEnd end = new ServerEnd(this);
        LinkDialer mine = dialer;
        end.dialling(peer -> links.dialling(peer, url), () -> mine.dialled(url));
        end.line(world().dial(end, url, true));
        later(CONNECT_TIMEOUT, () -> post(end::giveUp));
    }

    private final class RosterUpdates implements LinkHub.Listener {
        @Override
        public void linked(Certificate server) {
            note("is linked with " + world().nameOf(server.url()));
            roster.linked(server);
            sessions.rosterChanged();
        }

        @Override
        public void receipt(Stored receipt) {
            sessions.receipt(receipt);
        }

        @Override
        public void unlinked(ServerId server) {
            roster.unlinked(server);
            sessions.rosterChanged();
        }
    }
}
