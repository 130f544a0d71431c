package chat.parley.simulation;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Kept;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.admission.Admission;
import chat.parley.server.admission.Holdings;
import chat.parley.server.admission.Quotas;
import chat.parley.server.cluster.Roster;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.hosting.Hosting;
import chat.parley.server.link.LinkDialer;
import chat.parley.server.link.LinkHub;
import chat.parley.server.naming.NamingIndex;
import chat.parley.server.naming.RoomNews;
import chat.parley.server.notice.Notices;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Inbound;
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
class SimServer extends Actor {
    /** Few, so that in these runs rooms and identities are read again and again. */
    private static final Kept KEPT = new Kept(2, 3);

    private static final long TICK = Timeline.SECOND;
    private static final long CONNECT_TIMEOUT = 8 * Timeline.SECOND;
    private static final int SESSIONS = 1000;

    private final ServerIdentity identity;
    private final List<URI> peers;
    private final SimDisk disk = new SimDisk();
    private final ServerWatch watch;
    private SimStore store;
    private Ledger ledger;
    private InboundReader reader;
    private Hosting hosting;
    private SimNaming names;
    private RoomNews naming;
    private SessionHub sessions;
    private LinkHub links;
    private Roster roster;
    private LinkDialer dialer;
    private boolean syncing;
    private boolean synced;
    private boolean diesAtSync;
    private boolean dying;

    SimServer(World world, String name, int key, long skewMillis, ServerIdentity identity, List<URI> peers) {
        super(world, name, key, skewMillis);
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

    /** Loses power while its disk works the next time. */
    void crashAtSync() {
        diesAtSync = true;
    }

    /** It does not die of itself any more. */
    void live() {
        diesAtSync = false;
        dying = false;
    }

    /** Whether it keeps to the protocol. */
    boolean honest() {
        return true;
    }

    /** What leaves over a line instead of a frame. */
    List<Frame> leaving(ServerEnd end, Frame frame) {
        return List.of(frame);
    }

    /** Whether what has come in is looked at. */
    boolean takes(ServerEnd end, Inbound inbound) {
        boolean all = world().scenario().replicas() >= world().running().size();
        if (!all && inbound.frame() instanceof Post && !world().troubles().contains(Trouble.GUEST_OF_NO_REPLICA)) {
            Archive archive = new Archive(world());
            if (inbound.events().stream()
                    .anyMatch(event -> !archive.replicas(event.log()).contains(this))) {
                world().met(Trouble.GUEST_OF_NO_REPLICA);
            }
        }
        return true;
    }

    Hosting hosting() {
        return hosting;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Whom its rooms name. */
    SimNaming names() {
        return names;
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
        diesAtSync = false;
        watch.begins();
        store = new SimStore(disk, () -> {
            note("drops what others have");
            world().met(Trouble.DROPPED);
        });
        Crypto crypto = world().tweaks().serverCrypto(world().crypto(name() + " " + life()));
        EventCodec codec = new EventCodec(crypto);
        FrameLines lines = world().wire().codec();
        ledger = new Ledger(
                world().tweaks().serverStore(store),
                codec,
                crypto,
                world().tweaks().laws(store),
                KEPT);
        reader = new InboundReader(lines.codec(), codec, crypto);
        roster = new Roster(identity, crypto, clock());
        hosting = new Hosting(ledger, roster, store, world().scenario().hosting(), clock());
        Admission admission = new Admission(Quotas.STANDARD, new Holdings(ledger, hosting::removing), clock()::millis);
        names = new SimNaming(store);
        NamingIndex index = new NamingIndex(ledger, codec, names, hosting::hosted, clock());
        naming = new RoomNews(
                index,
                new RoomNews.Context(ledger, hosting, clock(), Quotas.INVITATIONS),
                (server, frame) -> links.tell(server, frame));
        sessions = new SessionHub(
                ledger,
                codec,
                lines.codec(),
                new SessionHub.Context(
                        identity,
                        crypto,
                        roster,
                        hosting,
                        admission,
                        new NoAccounts(),
                        naming,
                        (frame, peer, user, device) -> false,
                        clock(),
                        SESSIONS));
        links = new LinkHub(
                ledger,
                hosting,
                lines.codec(),
                new LinkHub.Context(identity, crypto, clock(), clock(), admission),
                new RosterUpdates());
        dialer = new LinkDialer(identity, links, roster, peers, clock());
        Notices notices = new Notices(ledger, hosting::hosted, lines.codec(), List.of(sessions, links));
        sessions.noticesTo(notices::pass);
        links.noticesTo(notices::pass);
        ledger.listen(hosting);
        sessions.askOthersBy(links::confirm);
        ledger.listen(sessions);
        ledger.listen(links);
        ledger.listen(index);
        ledger.listen(names);
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
        if (store.dirty()) {
            world().met(Trouble.UNSYNCED_LOST);
        }
    }

    /** A client comes in. */
    ServerEnd acceptClient(Line line) {
        return accept(line, sessions::begin, false);
    }

    /** A server comes in. */
    End acceptServer(Line line) {
        return accept(line, links::dialled, true);
    }

    private ServerEnd accept(Line line, Function<Peer, Conversation> begin, boolean link) {
        ServerEnd end = new ServerEnd(this, link);
        end.begin(line, begin);
        return end;
    }

    private void flushSoon() {
        if (!ledger.pending()) {
            return;
        }
        if (store.dirty()) {
            syncing = true;
            if (disk.slow()) {
                world().met(Trouble.SLOW_DISK);
            }
            long time = disk.syncTime(dice());
            if (diesAtSync) {
                diesAtSync = false;
                dying = true;
                later(time / 2, this::dieWithinSync);
            }
            later(time, this::flush);
        } else {
            ledger.flush();
            again();
        }
    }

    /** With a slow disk the network may have healed since this was planned: then nobody would start it again. */
    private void dieWithinSync() {
        if (dying) {
            dying = false;
            crash(true);
        }
    }

    /** As a node does: what is left after a flush waits for the next batch. */
    private void again() {
        if (ledger.pending()) {
            post(() -> {});
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
        again();
        wake();
    }

    private void tick() {
        roster.announced(world().registry(this));
        sessions.rosterChanged();
        sessions.tick();
        hosting.tick(sessions.subscribed());
        links.tick();
        naming.tick();
        dialer.tick(this::dial);
        watch.measures(ledger.held(), links.load());
    }

    private void dial(String url) {
        ServerEnd end = new ServerEnd(this, true);
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
            naming.linked(server.server());
            sessions.rosterChanged();
        }

        @Override
        public void receipt(Stored receipt) {
            sessions.receipt(receipt);
        }

        @Override
        public void unlinked(ServerId server) {
            roster.unlinked(server);
            naming.unlinked(server);
            sessions.rosterChanged();
        }

        @Override
        public boolean other(Frame frame, Certificate from, Peer peer) {
            return naming.handle(frame, from.server(), peer);
        }
    }
}
