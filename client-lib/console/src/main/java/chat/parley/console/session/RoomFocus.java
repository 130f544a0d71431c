package chat.parley.console.session;

import chat.parley.client.RoomRef;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * In which room a person talks, and which joins and leaves are on the way. Its one rule: a text never goes to a room that
 * the person did not choose. So while a chosen room is still being joined there is no current room, and leaving the
 * current room does not silently make another one current.
 *
 * <p>Thread-safe; calls nothing outside itself.
 */
public final class RoomFocus {
    private final Set<RoomRef> pending = new LinkedHashSet<>();
    private final Set<RoomRef> joined = new HashSet<>();
    private RoomRef current;
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

    /** The person chose a room that has to be joined first, or was joined in this moment. */
    public synchronized void await(RoomRef room) {
        if (joined.contains(room)) {
            choose(room);
        } else {
            pending.add(room);
            awaited = room;
        }
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
        current = null;
        awaited = null;
    }

    private void forget(RoomRef room) {
        joined.remove(room);
        if (room.equals(current)) {
            current = null;
        }
        if (room.equals(awaited)) {
            awaited = null;
        }
    }
}
