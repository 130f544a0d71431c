package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Where a file may be that is not here: at linked servers, first at those that host a log that names it. Thread-safe. */
final class Sources {
    private final Neighbours neighbours;
    private final BlobStore store;
    private final Function<LogId, Collection<ServerId>> hosts;
    private final NodeCalls calls;
    private final Fetcher fetcher;

    /**
     * @param hosts the linked servers that host a log; asked on the node's thread
     */
    Sources(
            Neighbours neighbours,
            BlobStore store,
            Function<LogId, Collection<ServerId>> hosts,
            NodeCalls calls,
            Fetcher fetcher) {
        this.neighbours = neighbours;
        this.store = store;
        this.hosts = hosts;
        this.calls = calls;
        this.fetcher = fetcher;
    }

    /** Fetches it for somebody who waits; tells whether it is kept here then. */
    CompletableFuture<Boolean> fetch(BlobId id) throws BlobException {
        return fetcher.fetch(Fetcher.Lane.ASKED, id, calls.ask(() -> of(id)));
    }

    /** Whether there is anybody to ask. */
    boolean any() {
        return !neighbours.all(List.of()).isEmpty();
    }

    /** Whom to ask for a file. On the node's thread. */
    List<Neighbours.Neighbour> of(BlobId id) {
        List<ServerId> likely = new ArrayList<>();
        store.logs(id).forEach(log -> likely.addAll(hosts.apply(log)));
        return neighbours.all(likely);
    }
}
