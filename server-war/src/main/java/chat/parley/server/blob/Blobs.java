package chat.parley.server.blob;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.log.BatchConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** All that a node does about files, wired: what serves HTTP, what sessions and links ask, and what clears up. */
public final class Blobs implements AutoCloseable {
    private final BlobService service;
    private final BlobDesk desk;
    private final Prefetch prefetch;
    private final Sweep sweep;
    private final Fetcher fetcher;

    /**
     * Where files are and what knows of them.
     *
     * @param data the node's folder
     */
    public record Place(Path data, BatchConnection batches, Crypto crypto, StreamCrypto streams) {}

    /**
     * The rest of the node.
     *
     * @param node has something done on the node's thread
     * @param hosted whether this server hosts a log
     * @param hosts the linked servers that host a log
     * @param clock the time of day
     * @param timer a clock that never jumps
     */
    public record Surroundings(
            Ledger ledger,
            Consumer<Runnable> node,
            Predicate<LogId> hosted,
            Function<LogId, Collection<ServerId>> hosts,
            Clock clock,
            Clock timer) {}

    /**
     * Before the node's thread runs.
     *
     * @throws IOException if the folder cannot be used
     */
    public Blobs(Place place, BlobLimits limits, Surroundings around) throws IOException {
        BlobFolder folder = new BlobFolder(place.data(), place.streams());
        BlobStore store = new JdbcBlobStore(place.batches());
        Adoption.run(folder, store, around.clock().millis());
        NodeCalls calls = new NodeCalls(around.node(), around.ledger()::afterFlush);
        StoreRoom room = new StoreRoom(limits, folder, store, calls, folder::free);
        Keeper keeper = new Keeper(folder, store, calls, around.clock());
        BlobTokens tokens = new BlobTokens(place.crypto(), around.timer());
        Neighbours neighbours = new Neighbours();
        fetcher = new Fetcher(folder, keeper, room, around.timer());
        Sources sources = new Sources(neighbours, store, around.hosts(), calls, fetcher);
        Copies copies = new Copies(neighbours, calls);
        PersonalRoom personal = new PersonalRoom(limits, folder, store, calls, around.timer());
        Uploads uploads = new Uploads(folder, keeper, copies, room, personal);
        service = new BlobService(tokens, keeper, uploads, new Downloads(folder, keeper, sources), around.timer());
        prefetch = new Prefetch(
                new JdbcWantedFiles(place.batches()), store, around.hosted(), sources, fetcher, calls, around.clock());
        desk = new BlobDesk(
                tokens,
                limits,
                neighbours,
                fetcher,
                prefetch,
                copies,
                calls,
                (user, device) ->
                        around.ledger().replica().identity(user).live().containsKey(device));
        sweep = new Sweep(limits, folder, store, keeper, around.clock());
    }

    /** Who answers HTTP. */
    public BlobService service() {
        return service;
    }

    /** Whom sessions, links and the ledger tell. */
    public BlobDesk desk() {
        return desk;
    }

    /** Clears up if it is time, and asks for what is still missing. To be called every second or so, on the node's thread, while no batch of events is open. */
    public void tick() {
        sweep.tick();
        prefetch.look();
    }

    @Override
    public void close() {
        fetcher.close();
        sweep.close();
    }
}
