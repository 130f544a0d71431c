package chat.parley.client;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.RoomName;
import java.time.Instant;

/** Something that happened to a client. */
public sealed interface ClientEvent {
    /** A server has accepted this client. {@code moved}: it was connected to another one before. */
    record Connected(String server, boolean moved) implements ClientEvent {}

    /** The connection broke, or could not be made; the client goes on trying. {@code reason} is for people. */
    record Disconnected(String server, String reason) implements ClientEvent {}

    /** The room is joined (the join is stored by a server). Its members as now known are {@code members}. */
    record Joined(RoomName room, java.util.List<Person> members) implements ClientEvent {}

    /** This user left the room. */
    record Left(RoomName room) implements ClientEvent {}

    /** Somebody else joined a room that this client is in. */
    record MemberJoined(RoomName room, Person person) implements ClientEvent {}

    /** Somebody else left a room that this client is in. */
    record MemberLeft(RoomName room, Person person) implements ClientEvent {}

    /**
     * A message that could be read, own ones included; each is told once, causes before effects.
     *
     * @param time the sender's clock: shown, never trusted
     * @param late it slots in above messages that were told before
     */
    record Message(RoomName room, EventId id, Person sender, Instant time, String text, boolean late)
            implements ClientEvent {}

    /** Messages that were never for this device, because they were sent before it joined. */
    record BeforeJoining(RoomName room, int count) implements ClientEvent {}

    /**
     * What {@link ParleyClient#older} has found.
     *
     * @param messages oldest first; all before what was told until now
     * @param beforeJoining so many messages more are in this part of the room, which were never for this device
     * @param more whether the room has still older events
     */
    record Older(RoomName room, java.util.List<Message> messages, int beforeJoining, boolean more)
            implements ClientEvent {}

    /** A message that was for this device but cannot be read, or is of a kind that this version does not know. */
    record Unreadable(RoomName room, EventId id, Person sender, Instant time, String why) implements ClientEvent {}

    /** A text given to {@link ParleyClient#say} is encrypted, signed and in the local store. */
    record Sent(RoomName room, long number, EventId id) implements ClientEvent {}

    /** A server has the message on its disk. */
    record Stored(RoomName room, long number, EventId id) implements ClientEvent {}

    /** Two servers have it on their disks: no single machine's loss takes it away. */
    record Safe(RoomName room, long number, EventId id) implements ClientEvent {}

    /** Something went wrong that a person should know. {@code code} is stable, {@code text} says what to do. */
    record Problem(String code, String text) implements ClientEvent {}
}
