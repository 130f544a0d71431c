package chat.parley.client;

import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Rank;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** Something that happened to a client. */
public sealed interface ClientEvent {
    /** A server has accepted this client. {@code moved}: it was connected to another one before. */
    record Connected(String server, boolean moved) implements ClientEvent {}

    /** The connection broke, or could not be made; the client goes on trying. {@code reason} is for people. */
    record Disconnected(String server, String reason) implements ClientEvent {}

    /** The room is joined (the join is stored by a server). Its members as now known are {@code members}. */
    record Joined(RoomRef room, List<Person> members) implements ClientEvent {}

    /** This user left the room. */
    record Left(RoomRef room) implements ClientEvent {}

    /** Somebody else joined a room that this client is in. */
    record MemberJoined(RoomRef room, Person person) implements ClientEvent {}

    /** Somebody else left a room that this client is in. */
    record MemberLeft(RoomRef room, Person person) implements ClientEvent {}

    /**
     * A message that could be read, own ones included; each is told once, causes before effects.
     *
     * @param time the sender's clock: shown, never trusted
     * @param text as it is now; empty if it was deleted
     * @param late it slots in above messages that were told before
     */
    record Message(RoomRef room, EventId id, Person sender, Instant time, String text, Marks marks, boolean late)
            implements ClientEvent {
        /** A text and nothing besides. */
        public Message(RoomRef room, EventId id, Person sender, Instant time, String text, boolean late) {
            this(room, id, sender, time, text, Marks.NONE, late);
        }
    }

    /**
     * What a message is besides its text.
     *
     * @param replyTo the message it answers, which need not be here
     * @param edited whether the text is another than at first
     * @param deleted whether its author, or somebody above them, took it back
     * @param reactions by what is said, who said it
     * @param file if it is about one: then the text is its caption, and may be empty
     */
    record Marks(
            Optional<EventId> replyTo,
            boolean edited,
            boolean deleted,
            SortedMap<String, List<UserId>> reactions,
            Optional<Attachment> file) {
        /** Those of a message without a file. */
        public Marks(
                Optional<EventId> replyTo, boolean edited, boolean deleted, SortedMap<String, List<UserId>> reactions) {
            this(replyTo, edited, deleted, reactions, Optional.empty());
        }

        /** A plain message's. */
        public static final Marks NONE =
                new Marks(Optional.empty(), false, false, Collections.<String, List<UserId>>emptySortedMap());
    }

    /**
     * A file that a message offers: see {@link SharedFiles}. All of it is what its sender says.
     *
     * @param name a label for people, never a path
     * @param type such as {@code image/png}: not to be believed
     * @param size in bytes
     * @param preview a PNG or JPEG of at most {@link SharedFiles#MAX_PREVIEW_BYTES}; not to be changed
     */
    record Attachment(String name, String type, long size, Optional<byte[]> preview) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Attachment that
                    && name.equals(that.name)
                    && type.equals(that.type)
                    && size == that.size
                    && Arrays.equals(preview.orElse(null), that.preview.orElse(null));
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, type, size);
        }
    }

    /** A message has another text, or is no longer to be shown, or has reactions more or less: it is now as given. */
    record Changed(Message message, Person by) implements ClientEvent {}

    /** Somebody else has got, or has read, a message and all before it. */
    record Received(RoomRef room, EventId upTo, Person by, Content.Receipt.State state) implements ClientEvent {}

    /**
     * Somebody else in the room types, or does not any more: because they have said it, have stopped, have gone, or a few
     * seconds have passed without a sign. Told once each time it changes.
     */
    record Typing(RoomRef room, Person who, boolean typing) implements ClientEvent {}

    /** Messages that were shown are not to be shown any more: their author was out of the room when they were written. */
    record Hidden(RoomRef room, List<EventId> ids) implements ClientEvent {}

    /** Somebody invites this user to a room, or begins a conversation: see {@link OwnedRooms#invited}. */
    record Invitation(OwnedRooms.Invited invited) implements ClientEvent {}

    /** The room's name or topic is another. */
    record Retitled(RoomInfo room, Person by) implements ClientEvent {}

    /** Somebody's rank is another, one's own perhaps. */
    record Ranked(RoomRef room, Person person, Rank rank, Person by) implements ClientEvent {}

    /** Somebody was removed; if it is oneself, the room is closed: its messages stay here. */
    record Removed(RoomRef room, Person person, boolean banned, Person by) implements ClientEvent {}

    /** Somebody whom this client has met has a device more or less. */
    record DeviceChanged(Person person, boolean added) implements ClientEvent {}

    /** Messages that were never for this device, because they were sent before it joined. */
    record BeforeJoining(RoomRef room, int count) implements ClientEvent {}

    /**
     * What {@link ParleyClient#older} has found.
     *
     * @param messages oldest first; all before what was told until now
     * @param beforeJoining so many messages more are in this part of the room, which were never for this device
     * @param more whether the room has still older events
     */
    record Older(RoomRef room, List<Message> messages, int beforeJoining, boolean more) implements ClientEvent {}

    /** A message that was for this device but cannot be read, or is of a kind that this version does not know. */
    record Unreadable(RoomRef room, EventId id, Person sender, Instant time, String why) implements ClientEvent {}

    /** Something that was said cannot go out at once: see {@link ParleyClient#waiting}. Told once, after it was said. */
    record Waits(RoomRef room, Waiting waiting) implements ClientEvent {}

    /**
     * Something that waited will not be said: it was taken back, or there is no writing there any more, of which a {@link
     * Problem} NOT_SENT tells besides.
     */
    record Withdrawn(RoomRef room, Waiting waiting) implements ClientEvent {}

    /** A text given to {@link ParleyClient#say} is encrypted, signed and in the local store. */
    record Sent(RoomRef room, long number, EventId id) implements ClientEvent {}

    /** A server has the message on its disk. */
    record Stored(RoomRef room, long number, EventId id) implements ClientEvent {}

    /** Two servers have it on their disks: no single machine's loss takes it away. */
    record Safe(RoomRef room, long number, EventId id) implements ClientEvent {}

    /**
     * A file is on its way, from the first moment; told a few times a second at most.
     *
     * @param number of {@link SharedFiles#send} or {@link SharedFiles#accept}
     * @param outgoing from here
     * @param stage what goes on with it now
     * @param done bytes of {@code total} that are across: of the sealed file, which is a little larger; while it is sealed,
     *     those that are
     * @param total 0 as long as it is not known
     */
    record FileProgress(RoomRef room, long number, String name, boolean outgoing, Stage stage, long done, long total)
            implements ClientEvent {
        /** Of one that moves. */
        public FileProgress(RoomRef room, long number, String name, boolean outgoing, long done, long total) {
            this(room, number, name, outgoing, Stage.MOVING, done, total);
        }

        /** Whether a file from here is sealed for certain: a restart goes on with it. */
        public boolean sealed() {
            return outgoing && stage != Stage.SEALING && stage != Stage.WAITING_TURN;
        }

        /** What goes on with a file. */
        public enum Stage {
            /** It is sealed on this device; for that no server is needed. */
            SEALING,
            /** Others are moved before it. */
            WAITING_TURN,
            /** No server is connected, or none that takes files now. */
            WAITING_SERVER,
            /** The server takes more of this person later, as it has told: {@link Problem} FILE_RESTS said when. */
            RESTING,
            MOVING,
            /** It should move, and has not for some seconds. */
            STALLED
        }
    }

    /** A file that was accepted is here, whole and genuine, in a new file. */
    record FileSaved(RoomRef room, long number, EventId message, Path file) implements ClientEvent {}

    /**
     * A transfer has ended without its file.
     *
     * @param code stable, one of {@link chat.parley.client.blob.TransferException.Code}
     * @param reason for people
     */
    record FileFailed(RoomRef room, long number, String name, String code, String reason) implements ClientEvent {}

    /**
     * Something went wrong that a person should know.
     *
     * @param code is stable
     * @param text says what to do
     * @param keptOut the room that this user wanted to come into, and does not, if it is about one
     */
    record Problem(String code, String text, Optional<RoomRef> keptOut) implements ClientEvent {
        public Problem(String code, String text) {
            this(code, text, Optional.empty());
        }
    }
}
