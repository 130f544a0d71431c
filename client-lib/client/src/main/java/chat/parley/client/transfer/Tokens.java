package chat.parley.client.transfer;

import chat.parley.client.blob.BlobServers;
import chat.parley.client.blob.TransferException;
import chat.parley.protocol.frame.BlobToken;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Leave to use the server that the client is connected with. The client's thread asks for it and brings it; transfers wait
 * for it on threads of their own, and move with the client to its next server. Thread-safe.
 */
public final class Tokens implements BlobServers {
    /** Between two questions for a token, in milliseconds. */
    static final long ASK_MILLIS = 2000;

    /** So long a transfer waits for a server, in milliseconds; then others have their turn. */
    static final long WAIT_MILLIS = 30_000;

    private final Clock clock;
    private Optional<Access> present = Optional.empty();
    private long until;
    private OptionalLong maxBytes = OptionalLong.empty();
    private long askedAt = Long.MIN_VALUE;
    private boolean wanted;

    public Tokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Access access(Optional<Access> failed) throws TransferException, InterruptedException {
        if (failed.isPresent() && failed.equals(present)) {
            present = Optional.empty();
        }
        long end = clock.millis() + WAIT_MILLIS;
        while (!here()) {
            wanted = true;
            long left = end - clock.millis();
            if (left <= 0) {
                throw new TransferException(
                        TransferException.Code.NO_SERVER, "no server is connected: it goes on when one is");
            }
            wait(left);
        }
        return present.get();
    }

    /** Whether a transfer need not wait. */
    synchronized boolean here() {
        return present.isPresent() && clock.millis() < until;
    }

    /** A transfer is to begin. */
    public synchronized void want() {
        wanted = true;
    }

    /** Whether the server is to be asked now. */
    public synchronized boolean ask() {
        long now = clock.millis();
        if (!wanted || here() || askedAt != Long.MIN_VALUE && now - askedAt < ASK_MILLIS) {
            return false;
        }
        askedAt = now;
        return true;
    }

    /** Whether the server was asked and has not answered with a token. */
    public synchronized boolean asked() {
        return wanted && askedAt != Long.MIN_VALUE;
    }

    /** The server has answered. */
    public synchronized void came(String server, BlobToken token) {
        present = Optional.of(new Access(server, token.token()));
        maxBytes = OptionalLong.of(token.maxBytes());
        // What is under way when it ends is asked for anew.
        until = clock.millis() + token.millis() - token.millis() / 10;
        wanted = false;
        notifyAll();
    }

    /** The connection is gone. */
    public synchronized void lost() {
        present = Optional.empty();
        maxBytes = OptionalLong.empty();
        askedAt = Long.MIN_VALUE;
    }

    /** The largest sealed file that the server takes, as soon as it has said that. */
    public synchronized OptionalLong maxBytes() {
        return maxBytes;
    }
}
