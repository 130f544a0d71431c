package chat.parley.console.script;

import chat.parley.client.RoomRef;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import java.util.Optional;

/** The room that a script names: one that this client is in, or an open one, which is joined. */
record NamedRoom(String name) {
    /**
     * The room, joined or on the way.
     *
     * @throws Refusal if this client is in no room of the name, and no open room can have it
     */
    RoomRef in(Session session) {
        Optional<RoomRef> joined = session.rooms().named(name);
        if (joined.isPresent()) {
            return joined.get();
        }
        try {
            RoomRef.Open open = RoomRef.open(name);
            session.join(open);
            return open;
        } catch (IllegalArgumentException e) {
            throw new Refusal("you are in no room " + name + ", and an open one cannot be called so");
        }
    }
}
