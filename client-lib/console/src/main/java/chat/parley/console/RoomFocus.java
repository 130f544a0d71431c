package chat.parley.console;

import chat.parley.client.RoomRef;
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
final class RoomFocus {
    private final Set<RoomRef> pending = new LinkedHashSet<>();
    private RoomRef current;
    private RoomRef awaited;

    /** The room that texts go to. Empty while a chosen room is being joined. */
    synchronized Optional<RoomRef> current() {
        return awaited == null ? Optional.ofNullable(current) : Optional.empty();
    }

    /** The room chosen by a join that is not answered yet. */
    synchronized Optional<RoomRef> awaited() {
        return Optional.ofNullable(awaited);
    }

    /** Whether a join or leave of the room is not answered yet. */
    synchronized boolean isPending(RoomRef room) {
        return pending.contains(room);
    }

    /** Whether no join or leave is on the way. */
    synchronized boolean isSettled() {
        return pending.isEmpty();
    }

    /** The person chose a room that they are in. */
    synchronized void choose(RoomRef room) {
        current = room;
        awaited = null;
    }

    /** The person chose a room that has to be joined first. */
    synchronized void await(RoomRef room) {
        pending.add(room);
        awaited = room;
    }

    /** A join that does not decide where the person talks, unless they talk nowhere. */
    synchronized void awaitBeside(RoomRef room) {
        pending.add(room);
    }

    synchronized void joined(RoomRef room) {
        pending.remove(room);
        if (room.equals(awaited) || (awaited == null && current == null)) {
            choose(room);
        }
    }

    synchronized void leaving(RoomRef room) {
        pending.add(room);
        forget(room);
    }

    synchronized void left(RoomRef room) {
        pending.remove(room);
        forget(room);
    }

    private void forget(RoomRef room) {
        if (room.equals(current)) {
            current = null;
        }
        if (room.equals(awaited)) {
            awaited = null;
        }
    }
}
