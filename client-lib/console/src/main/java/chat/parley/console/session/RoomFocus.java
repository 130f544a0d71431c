package chat.parley.console.session;

import chat.parley.client.RoomRef;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * In which room a person talks, and which joins and leaves are on the way. Its one rule: a text never goes to a room that
 * the person did not choose. So while a chosen room is still being joined there is no current room, and leaving the
 * current room, or not being let into a chosen one, does not silently make another one current.
 *
 * <p>Thread-safe; calls nothing outside itself.
 */
public final class RoomFocus {
    private final Set<RoomRef> pending = new LinkedHashSet<>();
    private final Set<RoomRef> joined = new HashSet<>();
    private final Set<RoomRef> refused = new HashSet<>();
    private RoomRef current;
    private RoomRef former;
    private boolean keptOut;
    private RoomRef awaited;

    /** The room that texts go to. Empty while a chosen room is being joined. */
    public synchronized Optional<RoomRef> current() {
        return awaited == null ? Optional.ofNullable(current) : Optional.empty();
    }

    /** The room chosen by a join that is not answered yet. */
    public synchronized Optional<RoomRef> awaited() {
        return Optional.ofNullable(awaited);
    }

    /** Whether a join or leave of the room is not answered yet. */
    public synchronized boolean isPending(RoomRef room) {
        return pending.contains(room);
    }

    /** Whether no join or leave is on the way. */
    public synchronized boolean isSettled() {
        return pending.isEmpty();
    }

    /** The person chose a room that they are in. */
    public synchronized void choose(RoomRef room) {
        current = room;
        awaited = null;
    }

    /**
     * The person chose a room that has to be joined first, or was joined in this moment.
     *
     * @return whether it can be; if not, because they are kept out as they have heard in this moment, they talk nowhere
     */
    public synchronized boolean await(RoomRef room) {
        if (joined.contains(room)) {
            choose(room);
            return true;
        }
        pending.add(room);
        awaited = room;
        return !refused.remove(room) || !keepOut(room);
    }

    /** Something is asked for that can be refused before it is waited for. */
    synchronized void asking() {
        refused.clear();
    }

    /** The room does not let the person in. Returns whether they talk nowhere now for that. */
    synchronized boolean refused(RoomRef room) {
        if (!pending.contains(room)) {
            refused.add(room);
            return false;
        }
        return keepOut(room);
    }

    private boolean keepOut(RoomRef room) {
        pending.remove(room);
        keptOut = true;
        if (!room.equals(awaited)) {
            return false;
        }
        former = current;
        current = null;
        awaited = null;
        return true;
    }

    /** Whether a room did not let the person in since this was asked last. */
    public synchronized boolean takeKeptOut() {
        boolean was = keptOut;
        keptOut = false;
        return was;
    }

    /** Where the person talked before they chose a room that did not let them in. */
    synchronized Optional<RoomRef> former() {
        return Optional.ofNullable(former);
    }

    /** A join that does not decide where the person talks, unless they talk nowhere. */
    public synchronized void awaitBeside(RoomRef room) {
        pending.add(room);
    }

    public synchronized void joined(RoomRef room) {
        joined.add(room);
        pending.remove(room);
        if (room.equals(awaited) || (awaited == null && current == null)) {
            choose(room);
        }
    }

    public synchronized void leaving(RoomRef room) {
        pending.add(room);
        forget(room);
    }

    public synchronized void left(RoomRef room) {
        pending.remove(room);
        forget(room);
    }

    /** No room is chosen, and none is on the way. */
    synchronized void forget() {
        pending.clear();
        joined.clear();
        former = null;
        current = null;
        awaited = null;
    }

    private void forget(RoomRef room) {
        joined.remove(room);
        if (room.equals(former)) {
            former = null;
        }
        if (room.equals(current)) {
            current = null;
        }
        if (room.equals(awaited)) {
            awaited = null;
        }
    }
}
