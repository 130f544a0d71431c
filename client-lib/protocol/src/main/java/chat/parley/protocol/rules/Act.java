package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import java.util.List;

/**
 * What a control or key event does: its body, read (PROTOCOL.md, sections "Identities", "Open rooms", "Owned rooms").
 * {@link ActCodec} writes the body of each and knows its kind.
 */
public sealed interface Act permits Act.OfIdentity, Act.OfRoom, OwnedAct {
    /** An act of an identity. */
    sealed interface OfIdentity extends Act {}

    /** An act of an open room. {@link Leave}, {@link Fork} and {@link BadBox} are acts of owned rooms too. */
    sealed interface OfRoom extends Act {}

    /** Begins an identity; the device that signs it is the root. */
    record Identity() implements OfIdentity {}

    /** The root adds a device, which has signed that it is this user's. */
    record AddDevice(DeviceId device, SealingKey sealing, Signature proof) implements OfIdentity {}

    /** The root takes a device away, for good. */
    record RevokeDevice(DeviceId device) implements OfIdentity {}

    /** A device replaces its own sealing key. */
    record ReplaceSealing(SealingKey sealing) implements OfIdentity {}

    /**
     * A person enters an open room.
     *
     * @param identity heads of their identity log
     */
    record Join(String namespace, String room, String name, List<EventId> identity) implements OfRoom {}

    /** A person leaves a room. */
    record Leave() implements OfRoom {}

    /** A member tells the room of a change of somebody's identity. */
    record Devices(UserId user, List<EventId> identity) implements OfRoom {}

    /** A member shows two events of one device with one number: the device is out until its user replaces it. */
    record Fork(UserId user, DeviceId device, List<EventId> events) implements OfRoom {}

    /** An epoch whose box could not be opened by the author's device. */
    record BadBox(EventId epoch) implements OfRoom {}
}
