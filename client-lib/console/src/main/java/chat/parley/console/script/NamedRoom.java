package chat.parley.console.script;

import chat.parley.client.RoomRef;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.RoomNames;
import chat.parley.console.session.Session;
import java.util.List;
import java.util.Optional;

/**
 * The room that a script names: {@code #name} an open one, which is joined; anything else one that is not open and that this
 * client is in, by what it is shown as or by its id. A name alone never goes to an open room: a room with an owner can lose
 * its name, or be lost, and the next text is not for anyone who knows a word.
 */
record NamedRoom(String name) {
    /** Which room that is now; an open one need not be joined. */
    Optional<RoomRef> known(RoomNames rooms) {
        return name.startsWith(RoomNames.OPEN) ? open().map(RoomRef.class::cast) : rooms.closed(name);
    }

    /**
     * The room, joined or on the way.
     *
     * @throws Refusal if it is not open and this client is not in it, or no open one can be called so
     */
    RoomRef in(Session session) {
        if (name.startsWith(RoomNames.OPEN)) {
            RoomRef.Open open = open().orElseThrow(() -> new Refusal("no open room can be called " + name));
            session.join(open);
            return open;
        }
        return known(session.rooms()).orElseThrow(() -> new Refusal(why(session.rooms())));
    }

    private String why(RoomNames rooms) {
        List<String> alike = rooms.alike(name);
        String which =
                alike.isEmpty() ? "" : "; write " + String.join(" or ", alike) + ", or the roomId of tail --json";
        String open = open().map(room -> "; an open room is written '" + RoomNames.OPEN + room + "'")
                .orElse("");
        return "you are in no closed room that is shown as " + name + which + open;
    }

    private Optional<RoomRef.Open> open() {
        try {
            return Optional.of(RoomRef.open(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
