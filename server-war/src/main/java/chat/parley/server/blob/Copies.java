package chat.parley.server.blob;

import chat.parley.protocol.frame.BlobCopy;
import chat.parley.protocol.frame.BlobKept;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.ServerId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sees to it that a file is on two servers before anybody is told that it is kept. Thread-safe. */
final class Copies {
    /** Servers that are asked, one after the other. */
    private static final int MAX_ASKED = 3;

    /** How long one of them has for any file, and for each MiB of it besides, in seconds. */
    private static final long PATIENCE_SECONDS = 30;

    private static final long BYTES_A_SECOND = 1024 * 1024;

    /** But no longer than this: a client that hears nothing takes the server for dead. It asks again, and the copy goes on. */
    private static final long MAX_PATIENCE_SECONDS = 60;

    private final Neighbours neighbours;
    private final NodeCalls calls;
    private final Map<Asked, CompletableFuture<Boolean>> asked = new ConcurrentHashMap<>();

    private record Asked(ServerId server, BlobId blob) {}

    Copies(Neighbours neighbours, NodeCalls calls) {
        this.neighbours = neighbours;
        this.calls = calls;
    }

    /**
     * Waits until another server has fetched it from this one.
     *
     * @return on how many servers it is then: 2, or 1 if no other is linked
     */
    int secure(BlobId id, long bytes) throws BlobException {
        List<Neighbours.Neighbour> all = neighbours.all(List.of());
        if (all.isEmpty()) {
            return 1;
        }
        // Not always the same one.
        Collections.rotate(all, Math.floorMod(id.hashCode(), all.size()));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_PATIENCE_SECONDS);
        for (Neighbours.Neighbour each : all.subList(0, Math.min(MAX_ASKED, all.size()))) {
            if (System.nanoTime() - end < 0 && copied(each, id, bytes)) {
                return 2;
            }
        }
        throw new BlobException(BlobCode.NOT_COPIED, "it is on this server only: finish it again, or at another one")
                .with(BlobAnswer.RETRY_AFTER, 1);
    }

    /** A linked server has fetched it, or has not. */
    void told(ServerId by, BlobKept kept) {
        CompletableFuture<Boolean> waiting = asked.get(new Asked(by, BlobId.of(kept.blob())));
        if (waiting != null) {
            waiting.complete(kept.kept());
        }
    }

    private boolean copied(Neighbours.Neighbour by, BlobId id, long bytes) {
        Asked question = new Asked(by.server(), id);
        CompletableFuture<Boolean> answer = asked.computeIfAbsent(question, each -> new CompletableFuture<>());
        try {
            calls.tell(() -> by.peer().send(new BlobCopy(id.toString(), bytes)));
            return answer.get(
                    Math.min(MAX_PATIENCE_SECONDS, PATIENCE_SECONDS + bytes / BYTES_A_SECOND), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            asked.remove(question, answer);
        }
    }
}
