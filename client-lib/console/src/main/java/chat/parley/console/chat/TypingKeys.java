package chat.parley.console.chat;

import chat.parley.client.RoomRef;
import chat.parley.console.session.Session;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets the client know that the person types, while they type what would be said: no command, and no answer to a question.
 * Not at each key: the client need not hear of it more often than each second.
 */
final class TypingKeys {
    /** Between two calls that say the same, in nanoseconds. */
    static final long PAUSE_NANOS = 1_000_000_000L;

    private final Session session;
    private final LongSupplier clock;
    private Optional<RoomRef> told = Optional.empty();
    private long toldAt;

    /**
     * @param clock nanoseconds
     */
    TypingKeys(Session session, LongSupplier clock) {
        this.session = session;
        this.clock = clock;
    }

    /** A key was pressed; the line is so now. Called by one thread. */
    void pressed(String line) {
        boolean talk = !line.isBlank() && !line.startsWith("/");
        Optional<RoomRef> room = talk ? session.focus().current() : Optional.empty();
        long now = clock.getAsLong();
        if (room.isPresent() && room.equals(told) && now - toldAt < PAUSE_NANOS) {
            return;
        }
        told.filter(before -> !room.equals(Optional.of(before)))
                .ifPresent(before -> session.client().typing(before, false));
        room.ifPresent(here -> session.client().typing(here, true));
        told = room;
        toldAt = now;
    }

    /** The line is gone: said, or thrown away. Who has said it need not say that they have stopped. */
    void ended(boolean said) {
        told.filter(room -> !said).ifPresent(room -> session.client().typing(room, false));
        told = Optional.empty();
    }
}
