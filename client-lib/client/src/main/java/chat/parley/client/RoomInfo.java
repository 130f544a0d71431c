package chat.parley.client;

import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.Optional;

/**
 * A room as it is shown to people.
 *
 * @param title what it is called: an open room's name, what an admin called it, or the other person's name
 * @param topic empty if there is none
 * @param rank of this client's user; empty in an open room and for who is no member
 * @param history what newcomers may read of what was said before
 * @param peer of a conversation of two, the other
 */
public record RoomInfo(
        RoomRef ref,
        Kind kind,
        String title,
        String topic,
        Optional<Rank> rank,
        Charter.History history,
        Optional<Person> peer) {
    /** What kind of room. */
    public enum Kind {
        /** Anyone who knows its name can join and read. */
        OPEN,
        /** Its members decide who comes in. */
        OWNED,
        /** A conversation of two. */
        DIRECT
    }
}
