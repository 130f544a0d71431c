package chat.parley.server.blob;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobCopy;
import chat.parley.protocol.frame.BlobKept;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.server.peer.Peer;
import java.util.List;
import java.util.function.BiPredicate;

/** What sessions and links say about files, and what new events name. Used by the node's thread. */
public final class BlobDesk implements BlobSessions, Ledger.Listener {
    private final BlobTokens tokens;
    private final BlobLimits limits;
    private final Neighbours neighbours;
    private final Fetcher fetcher;
    private final Prefetch prefetch;
    private final Copies copies;
    private final NodeCalls calls;
    private final BiPredicate<UserId, DeviceId> live;

    /**
     * @param live whether a device is a live one of a user, as far as this server knows
     */
    BlobDesk(
            BlobTokens tokens,
            BlobLimits limits,
            Neighbours neighbours,
            Fetcher fetcher,
            Prefetch prefetch,
            Copies copies,
            NodeCalls calls,
            BiPredicate<UserId, DeviceId> live) {
        this.tokens = tokens;
        this.limits = limits;
        this.neighbours = neighbours;
        this.fetcher = fetcher;
        this.prefetch = prefetch;
        this.copies = copies;
        this.calls = calls;
        this.live = live;
    }

    @Override
    public boolean handle(Frame frame, Peer peer, UserId user, DeviceId device) {
        if (!(frame instanceof BlobAsk)) {
            return false;
        }
        // A session proves the device only: what it brings must count for whose it really is.
        if (live.test(user, device)) {
            peer.send(token(tokens.forPerson(user, device)));
        } else {
            peer.send(new Problem(
                    ProblemCode.UNKNOWN_DEVICE.name(),
                    "this server does not know the device as one of this user: post the identity first"));
        }
        return true;
    }

    /** What is said first on a link, and every half minute. */
    public Frame greeting() {
        return token(tokens.forServer());
    }

    /** Takes a frame of a linked server's; false if it is none about files. */
    public boolean handle(Frame frame, Certificate from, Peer peer) {
        if (frame instanceof BlobToken token) {
            neighbours.told(from, token, peer);
        } else if (frame instanceof BlobCopy copy) {
            copy(BlobId.of(copy.blob()), from.server(), peer);
        } else if (frame instanceof BlobKept kept) {
            copies.told(from.server(), kept);
        } else {
            return false;
        }
        return true;
    }

    /** A link has ended. */
    public void unlinked(ServerId server) {
        neighbours.gone(server);
    }

    @Override
    public void committed(List<Event> events) {
        if (events.stream().anyMatch(event -> !event.header().blobs().isEmpty())) {
            prefetch.lookSoon();
        }
    }

    private void copy(BlobId id, ServerId asker, Peer peer) {
        List<Neighbours.Neighbour> from = neighbours.all(List.of(asker)).stream()
                .filter(each -> each.server().equals(asker))
                .toList();
        fetcher.fetch(Fetcher.Lane.COPY, id, from)
                .thenAccept(kept -> calls.tell(() -> peer.send(new BlobKept(id.toString(), kept))));
    }

    private BlobToken token(String token) {
        return new BlobToken(token, BlobTokens.VALIDITY.toMillis(), limits.maxBytes());
    }
}
