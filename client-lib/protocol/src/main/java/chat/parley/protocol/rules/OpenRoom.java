package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.RoomName;
import java.nio.charset.StandardCharsets;

/**
 * The virtual genesis of an open room: nobody writes it, everybody computes the same (PROTOCOL.md, section "Open rooms").
 */
public final class OpenRoom {
    /** The namespace, unless the clients of a federation agree on another. */
    public static final String NAMESPACE = "parley";

    private OpenRoom() {}

    /** The id of the open room of this name, the same on every server. */
    public static LogId id(Crypto crypto, String namespace, RoomName name) {
        return id(crypto, namespace, name.value());
    }

    static LogId id(Crypto crypto, String namespace, String name) {
        return new LogId(crypto.hash(
                        Label.OPEN_ROOM,
                        OpenRoomRules.NAME.getBytes(StandardCharsets.US_ASCII),
                        namespace.getBytes(StandardCharsets.UTF_8),
                        name.getBytes(StandardCharsets.UTF_8))
                .bytes());
    }
}
