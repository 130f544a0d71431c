package chat.parley.client;

import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;

/** Which room. The same on every server and for ever, whatever the room is called. */
public sealed interface RoomRef {
    /** An open room: its name is all that one needs to know. */
    record Open(RoomName name) implements RoomRef {
        @Override
        public String toString() {
            return name.toString();
        }
    }

    /** A room with an owner, or a conversation of two. {@link ParleyClient#room} tells what it is called. */
    record Owned(LogId log) implements RoomRef {
        @Override
        public String toString() {
            return log.toString();
        }
    }

    /**
     * The open room of a name as typed.
     *
     * @throws IllegalArgumentException if no room can have this name
     */
    static Open open(String name) {
        return new Open(new RoomName(name));
    }

    /** The owned room of a log. */
    static Owned owned(LogId log) {
        return new Owned(log);
    }
}
