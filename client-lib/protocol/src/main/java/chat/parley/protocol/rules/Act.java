package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import java.util.List;

/** What a control or key event does: its body, read (PROTOCOL.md, sections "Open rooms" and "Identities"). */
public sealed interface Act {
    /** Begins an identity; the device that signs it is the root. */
    record Identity() implements Act {}

    /** The root adds a device, which has signed that it is this user's. */
    record AddDevice(DeviceId device, SealingKey sealing, Signature proof) implements Act {}

    /** The root takes a device away, for good. */
    record RevokeDevice(DeviceId device) implements Act {}

    /** A device replaces its own sealing key. */
    record ReplaceSealing(SealingKey sealing) implements Act {}

    /**
     * A person enters an open room.
     *
     * @param identity heads of their identity log
     */
    record Join(String namespace, String room, String name, List<EventId> identity) implements Act {}

    /** A person leaves a room. */
    record Leave() implements Act {}

    /** A member tells the room of a change of somebody's identity. */
    record Devices(UserId user, List<EventId> identity) implements Act {}

    /** A member shows two events of one device with one number: the device is out until its user replaces it. */
    record Fork(UserId user, DeviceId device, List<EventId> events) implements Act {}

    /** An epoch whose box could not be opened by the author's device. */
    record BadBox(EventId epoch) implements Act {}
}
