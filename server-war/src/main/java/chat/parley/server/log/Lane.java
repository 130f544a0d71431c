package chat.parley.server.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one connection has the node do: in its order, and a few at a time, so that who sends much waits behind itself and
 * nobody else does. Its tasks come from any thread, one after the other.
 */
public final class Lane {
    /** Most tasks of one turn; then it is all others' turn. */
    static final int TURN = 16;

    /** Most that one lane's waiting tasks hold in memory, in KiB: there is room for others. */
    static final int MAX_KIB = NodeLoop.MAX_QUEUED_KIB / 8;

    private final NodeLoop loop;
    private final Semaphore room = new Semaphore(MAX_KIB);
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private record Task(Runnable action, int kib) {}

    public Lane(NodeLoop loop) {
        this.loop = loop;
    }

    /**
     * Has a task done; waits while there is no room for it. Does nothing once the loop is closed.
     *
     * @param length about how many characters the task holds in memory until it is done
     */
    public void submit(Runnable action, int length) {
        int kib = Math.min(MAX_KIB, length / NodeLoop.KIB);
        if (!loop.reserve(room, kib) || !loop.reserve(kib)) {
            return;
        }
        // Counted first: who counts down to nothing has seen all.
        boolean idle = waiting.getAndIncrement() == 0;
        tasks.add(new Task(action, kib));
        if (idle) {
            loop.submit(this::turn);
        }
    }

    /** On the node's thread. */
    private void turn() {
        int done = 0;
        for (Task task = next(done); task != null; task = next(done)) {
            done++;
            NodeLoop.guarded(task.action());
            room.release(task.kib());
            loop.release(task.kib());
        }
        if (waiting.addAndGet(-done) > 0) {
            loop.submit(this::turn);
        }
    }

    private Task next(int done) {
        return done < TURN ? tasks.poll() : null;
    }
}
