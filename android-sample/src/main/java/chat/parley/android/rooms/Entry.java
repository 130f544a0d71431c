package chat.parley.android.rooms;

import chat.parley.android.app.Session;
import chat.parley.client.RoomRef;
import java.util.function.Consumer;

/** What somebody was given to come in: an invitation, the name of an open room, or a code of their other device. */
public final class Entry {
    private static final String DEVICE = "parley:device:";
    private static final String CODE = "parley:";

    private final String code;

    /** @param code empty if there is none */
    public Entry(String code) {
        this.code = code;
    }

    /** Whether it may lead somewhere. */
    public boolean isSound() {
        if (code.isEmpty() || code.startsWith(CODE)) {
            return true;
        }
        try {
            RoomRef.open(code);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether it makes this phone a device of somebody who is there already. */
    public boolean isDevice() {
        return code.startsWith(DEVICE);
    }

    /** Goes in, as whoever uses the app now. */
    public void use(Session session, Consumer<RuntimeException> failed) {
        if (isDevice()) {
            session.askLater(client -> client.devices().become(code), done -> {}, failed);
        } else if (code.startsWith(CODE)) {
            Entering.enter(session, code, room -> {}, failed);
        } else if (!code.isEmpty()) {
            Entering.join(session, RoomRef.open(code), room -> {}, failed);
        }
    }
}
