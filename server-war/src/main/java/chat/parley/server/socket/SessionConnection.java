package chat.parley.server.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A connection over a Jakarta WebSocket session, for either side of it.
 *
 * <p>Texts wait in a queue bounded by number and size. A drain moves them into the container, which writes them without
 * blocking and calls back; little is there at a time ({@link #WINDOW}, {@link #WINDOW_BYTES}), because the container's own queue has no bound.
 * There is one drain at a time, and while one is due or running no other is submitted: a thousand offers cost one task.
 * A drain that meets a full window just ends, and the callback that empties it brings the next. So a reader that reads
 * nothing holds a queue and no thread.
 */
final class SessionConnection implements Connection {
    /** Texts that may be in the container, not yet written. */
    static final int WINDOW = 32;

    /** What may be in the container, a character counted as a byte; a single text over it goes alone. */
    static final long WINDOW_BYTES = 256 * 1024;

    /** So much may wait for a reader whatever waits for others, a character counted as a byte. */
    static final long SMALL_BYTES = 64 * 1024;

    /** What a close frame holds besides its code. */
    private static final int REASON_BYTES = 123;

    private static final Logger LOG = System.getLogger(SessionConnection.class.getName());

    /** Texts that are written together. */
    private record Batch(List<WireText> texts, long length) {}

    private enum State {
        OPEN,
        /** Refuses offers, sends what is queued. */
        FLUSHING,
        CLOSED
    }

    private final Session session;
    private final TextWriter writer;
    private final String remote;
    private final SocketLimits limits;
    private final SocketThreads threads;
    private final OutgoingBudget budget;

    private final Object lock = new Object();
    private final ArrayDeque<WireText> queue = new ArrayDeque<>();
    private State state = State.OPEN;
    private long queuedBytes;
    private int inFlight;
    private long inFlightBytes;
    private boolean draining;
    private CloseReason farewell;

    SessionConnection(
            Session session,
            TextWriter writer,
            String remote,
            SocketLimits limits,
            SocketThreads threads,
            OutgoingBudget budget) {
        this.budget = budget;
        this.session = session;
        this.writer = writer;
        this.remote = remote;
        this.limits = limits;
        this.threads = threads;
    }

    @Override
    public String id() {
        return session.getId();
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public int backlog() {
        synchronized (lock) {
            return queue.size();
        }
    }

    @Override
    public boolean isOpen() {
        synchronized (lock) {
            return state == State.OPEN;
        }
    }

    @Override
    public boolean offer(WireText text) {
        synchronized (lock) {
            if (state != State.OPEN) {
                return false;
            }
            if (fits(text)) {
                queue.add(text);
                queuedBytes += text.length();
                budget.queued(text);
                drainSoon();
                return true;
            }
            dropQueue();
            leave(reason(CloseCodes.TOO_SLOW, "too slow"));
        }
        LOG.log(Level.INFO, "{0} from {1} reads too slowly and is cut off", id(), remote);
        return false;
    }

    @Override
    public void close(int code, String reason) {
        CloseReason wanted = reason(code, reason);
        synchronized (lock) {
            if (state == State.OPEN) {
                leave(wanted);
            }
        }
    }

    /** Ends when all is written, or when the time for that is over. Caller holds the lock. */
    private void leave(CloseReason reason) {
        state = State.FLUSHING;
        farewell = reason;
        drainSoon();
        try {
            threads.timer().schedule(() -> end(reason), limits.flush().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            farewell = null;
            end(reason);
        }
    }

    /** The session has ended: forget what is queued. */
    void ended() {
        synchronized (lock) {
            state = State.CLOSED;
            dropQueue();
        }
    }

    private boolean fits(WireText text) {
        long most = budget.exceeded() ? Math.min(SMALL_BYTES, limits.queueBytes()) : limits.queueBytes();
        return queue.isEmpty() || (queue.size() < limits.queueFrames() && queuedBytes + text.length() <= most);
    }

    private boolean windowFull() {
        return inFlight >= WINDOW
                || (inFlight > 0 && inFlightBytes + queue.peek().length() > WINDOW_BYTES);
    }

    /** As much of the queue as the window has room for; that is under way from now on. Caller holds the lock. */
    private Batch next() {
        List<WireText> texts = new ArrayList<>(Math.min(WINDOW, queue.size()));
        long length = 0;
        while (!queue.isEmpty() && !windowFull()) {
            WireText text = queue.poll();
            budget.left(text);
            texts.add(text);
            length += text.length();
            queuedBytes -= text.length();
            inFlight++;
            inFlightBytes += text.length();
        }
        return new Batch(texts, length);
    }

    private void dropQueue() {
        queue.forEach(budget::left);
        queue.clear();
        queuedBytes = 0;
    }

    /** Caller holds the lock. */
    private void drainSoon() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            threads.drainers().execute(this::drain);
        } catch (RejectedExecutionException stopping) {
            draining = false;
            dropQueue();
        }
    }

    private void drain() {
        while (true) {
            Batch batch;
            synchronized (lock) {
                batch = next();
                if (batch.texts().isEmpty()) {
                    draining = false;
                    break;
                }
            }
            try {
                writer.write(batch.texts(), failure -> written(batch, failure));
            } catch (RuntimeException e) {
                // Tyrus throws all sorts when the peer goes away during a send, even NullPointerException.
                written(batch, e);
            }
        }
        endIfFlushed();
    }

    private void written(Batch batch, Throwable failure) {
        boolean flushed;
        synchronized (lock) {
            inFlight -= batch.texts().size();
            inFlightBytes -= batch.length();
            if (failure != null) {
                state = state == State.OPEN ? State.FLUSHING : state;
                dropQueue();
            } else if (!queue.isEmpty()) {
                drainSoon();
            }
            flushed = farewell != null && inFlight == 0 && queue.isEmpty();
        }
        if (failure != null) {
            LOG.log(Level.DEBUG, () -> id() + " cannot be sent to: " + failure);
            end(reason(CloseReason.CloseCodes.CLOSED_ABNORMALLY.getCode(), ""));
        } else if (flushed) {
            endIfFlushed();
        }
    }

    private void endIfFlushed() {
        CloseReason due;
        synchronized (lock) {
            due = inFlight == 0 && queue.isEmpty() ? farewell : null;
        }
        if (due != null) {
            end(due);
        }
    }

    private void end(CloseReason reason) {
        synchronized (lock) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            farewell = null;
            dropQueue();
        }
        try {
            threads.drainers().execute(() -> closeSession(reason));
        } catch (RejectedExecutionException stopping) {
            closeSession(reason);
        }
    }

    private void closeSession(CloseReason reason) {
        try {
            if (reason.getCloseCode() == CloseReason.CloseCodes.CLOSED_ABNORMALLY) {
                session.close();
            } else {
                session.close(reason);
            }
        } catch (Exception e) {
            LOG.log(Level.DEBUG, () -> id() + " did not close in order: " + e);
        }
    }

    private static CloseReason reason(int code, String text) {
        String cut = text == null ? "" : text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), cut);
    }
}
