package chat.parley.server.admission;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What comes from one peer. Used on the node's thread. */
public final class Intake {
    /** Most events that wait for their turn. */
    static final int MAX_WAITING = 4096;

    /** Most bytes of headers and bodies that wait for their turn. */
    static final long MAX_WAITING_BYTES = 8L * 1024 * 1024;

    /** As many may wait whatever waits of others. */
    static final long SMALL_WAITING_BYTES = 64L * 1024;

    private final Admission admission;
    private final Predicate<Event> fits;
    private final Buckets<UserId> authors;
    private final Bucket peer;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final Set<EventId> charged = new HashSet<>();
    private long waitingBytes;

    /**
     * @param fits whether an event is within its author's limits, however long it waits
     */
    Intake(Admission admission, Predicate<Event> fits, Buckets<UserId> authors, Bucket peer) {
        this.admission = admission;
        this.fits = fits;
        this.authors = authors;
        this.peer = peer;
    }

    /** Those of some events that are taken in now. The others are left out: who has them offers them again. */
    public List<Event> admit(List<Event> events) {
        List<Event> admitted = new ArrayList<>(events.size());
        charged.clear();
        for (Event event : events) {
            if (fits(event) && admission.admits(event, authors, peer, charged)) {
                admitted.add(event);
            }
        }
        return admitted;
    }

    /**
     * Lets events wait for their turn, after those that wait already; {@link #next} gives them out.
     *
     * @return false if some were left out, as there is no room for them, or they never have a turn
     */
    public boolean offer(List<Event> events) {
        boolean all = true;
        for (Event event : events) {
            long length = Admission.length(event);
            if (fits(event) && waiting.size() < MAX_WAITING && waitingBytes + length <= most()) {
                waiting.add(event);
                waits(length);
            } else {
                all = false;
            }
        }
        return all;
    }

    /** Those whose turn it is, in the order in which they came. */
    public List<Event> next() {
        List<Event> turn = new ArrayList<>();
        charged.clear();
        while (!waiting.isEmpty() && admission.admits(waiting.peek(), authors, peer, charged)) {
            Event event = waiting.poll();
            waits(-Admission.length(event));
            // Other devices of its author may have been faster since it came.
            if (fits(event)) {
                turn.add(event);
            }
        }
        return turn;
    }

    /** The peer is gone: nothing of it waits any more. */
    public void close() {
        waiting.clear();
        waits(-waitingBytes);
    }

    private long most() {
        return admission.crowded() ? SMALL_WAITING_BYTES : MAX_WAITING_BYTES;
    }

    private void waits(long length) {
        waitingBytes += length;
        admission.waits(length);
    }

    /**
     * One of those that were let in last is refused, or lacks ancestors. The peer pays for it. Its author does not: a
     * signature shows the device, and only what is stored shows whose that is.
     */
    public void notStored(Event event) {
        if (charged.remove(event.id())) {
            admission.giveBack(event, authors);
        }
    }

    private boolean fits(Event event) {
        return admission.stored(event) || fits.test(event);
    }
}
