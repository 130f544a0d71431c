package chat.parley.client;

import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person's end of Parley: one identity, one device, any number of rooms, and a connection that moves from server to
 * server by itself. Made by {@link ParleyClients#open}.
 *
 * <p>Every method may be called from any thread and returns without waiting for the network. What happens is told to the
 * {@link ClientListener} given at opening, one event after the other, on the client's own thread.
 */
public interface ParleyClient extends AutoCloseable {
    /** Who this client is. */
    Person me();

    /** The account of {@link #me}. */
    Accounts account();

    /** The devices of {@link #me}. */
    Devices devices();

    /** The people that this client has met. */
    Contacts contacts();

    /** Rooms with owners, and conversations of two. */
    OwnedRooms owned();

    /** Files that people give each other. */
    SharedFiles files();

    /**
     * Joins an open room, at once when connected, else as soon as a server is reached; repeated when it was joined
     * before. Answered by {@link ClientEvent.Joined}. Remembered: after a restart the room is open again.
     */
    void join(RoomRef.Open room);

    /**
     * Leaves a room. Answered by {@link ClientEvent.Left}. Does nothing in a room that was not joined. A room's owner
     * makes somebody else the owner first, or leaves it without one.
     */
    void leave(RoomRef room);

    /**
     * Says something in a joined room. The message is encrypted, signed and committed to the local store before it goes
     * out, and sent again after every loss of a connection until a server has stored it.
     *
     * @param text 1 to {@value #MAX_TEXT_BYTES} bytes of UTF-8
     * @return a number that this client gives only once, over restarts too. {@link ClientEvent.Waits}, {@link
     *     ClientEvent.Sent}, {@link ClientEvent.Stored} and {@link ClientEvent.Safe} repeat it
     * @throws IllegalArgumentException if the text is empty or too long
     * @throws RoomException TOO_LONG if it does not fit a message as it is written there, where tabs, line breaks and other
     *     control characters take six bytes each; here and in what follows
     * @throws IllegalStateException if the room was not joined, or the client is closed
     */
    long say(RoomRef room, String text);

    /**
     * The same, in answer to a message of the room.
     *
     * @throws RoomException NO_MESSAGE if that is not here, or was deleted; here and in what follows
     */
    long reply(RoomRef room, EventId to, String text);

    /**
     * Replaces the text of an own message. Answered by {@link ClientEvent.Changed} here and at the others.
     *
     * @throws RoomException NO_MESSAGE if it is not here or not one's own; NOT_IN_ROOM, here and in what follows
     */
    void edit(RoomRef room, EventId message, String text);

    /**
     * Takes a message back: an own one, or in an owned room that of somebody of lower rank. The others' clients no longer
     * show it; that nobody has it any more is not promised.
     *
     * @throws RoomException NOT_ALLOWED if it is somebody's whom this client's user does not outrank
     */
    void delete(RoomRef room, EventId message);

    /**
     * Reacts to a message, or takes a reaction back.
     *
     * @param reaction 1 to 16 code points, none blank or control
     * @throws IllegalArgumentException if it is none
     */
    void react(RoomRef room, EventId to, String reaction, boolean on);

    /** This user has seen a message and all before it: told to the others only if {@link #receipts} is on. */
    void read(RoomRef room, EventId upTo);

    /**
     * Whether the others are told what was delivered to, and read at, this device; off at first. Remembered. They are told
     * now and then, of the last message only, and not in rooms of more than 64 members.
     */
    void receipts(boolean told);

    /**
     * The person types a message in a room, or has stopped without saying it; to be called as often as that is known, such
     * as at each key. Told to those who are there now, only if {@link #typingTold} is on, and at most every three seconds:
     * they see it for six. Saying something ends it. Does nothing in a room where one cannot speak now.
     */
    void typing(RoomRef room, boolean typing);

    /**
     * Whether the others are told that this person types; off at first. Remembered. They are not told in rooms of more than
     * 64 members. What the others let be known is told here in any case, by {@link ClientEvent.Typing}.
     */
    void typingTold(boolean told);

    /**
     * How far the messages of a room have come at its other members, as far as they tell: for each of them and each state
     * the last message, which is still shown here. Whoever has read a message has got it: of that only the further one is
     * given. Empty for a room that was not joined. Each is told as {@link ClientEvent.Received} when it becomes so.
     */
    List<ClientEvent.Received> received(RoomRef room);

    /**
     * Messages whose text, as it is now, has all these words, as words or parts of words, in any case of letters; newest
     * first. The store is read through, which takes a second for some hundred thousand messages; the client goes on
     * meanwhile.
     *
     * @param room empty for all rooms
     * @param limit at most so many
     */
    List<ClientEvent.Message> search(String words, Optional<RoomRef> room, int limit);

    /**
     * Writes the conversations and contacts of this client into one encrypted file: rooms, and what was said in them as it
     * is now; no keys. Takes a second, and then as long as the stream does; the client goes on meanwhile, unless this is
     * called on its own thread. Read again by {@link ParleyClients#readExport}.
     *
     * @param out is not closed; what is in it is whole only when this returns
     * @param passphrase at least 8 characters; neither kept nor wiped
     * @throws IllegalArgumentException if the passphrase is too short
     * @throws IllegalStateException if the client is closed
     * @throws IOException if the stream cannot be written
     */
    void export(OutputStream out, char[] passphrase) throws IOException;

    /** What a room is called, and what kind of room it is; empty for one that this client does not know. */
    Optional<RoomInfo> room(RoomRef room);

    /** The members of a room, by the room's own log, sorted by name; empty for a room that was not joined. */
    List<Person> members(RoomRef room);

    /** The rooms that are joined, in the order of joining. */
    List<RoomRef> rooms();

    /** The last messages of a joined room that this device could read, oldest first, at most {@code limit}. */
    List<ClientEvent.Message> history(RoomRef room, int limit);

    /**
     * Asks for messages of a joined room from before those that were told or returned until now. Answered by one {@link
     * ClientEvent.Older}: from this device if it has any, else from the server. Without a connection, or if the server
     * does not answer, that says what is here, and a {@link ClientEvent.Problem} that older ones could not be asked for.
     *
     * @param limit at most so many messages, 1 to {@value #MAX_OLDER}
     * @throws IllegalArgumentException if the limit is not within these
     * @throws IllegalStateException if the room was not joined, or the client is closed
     */
    void older(RoomRef room, int limit);

    /** Whether and where the client is connected. */
    ConnectionState connection();

    /**
     * The machine has another network: the connection may be dead without a sign. It is given up, and a server is dialled
     * at once. A client without connections has nothing to do.
     */
    default void reconnect() {}

    /**
     * The domain of a server that was turned away, as told by the {@link ClientEvent.Problem} DOMAIN_CHANGED: the last one.
     * A client speaks with the servers of one domain only, that of the first that it met.
     */
    default Optional<DomainId> otherDomain() {
        return Optional.empty();
    }

    /** Speaks with the servers of this domain from now on, and with no others: the person says that it is theirs. */
    default void acceptDomain(DomainId domain) {}

    /**
     * What was said in a room and is not encrypted yet, oldest first: texts, and files that are at the servers. After a
     * restart it is here again. Each is told as {@link ClientEvent.Waits} if it does not go out at once, and ends with {@link
     * ClientEvent.Sent} or {@link ClientEvent.Withdrawn}, which repeat its number.
     */
    List<Waiting> waiting(RoomRef room);

    /**
     * Takes back something that waits: nobody gets it. Answered by {@link ClientEvent.Withdrawn}.
     *
     * @return whether it waited; what has gone out can be deleted only
     */
    boolean takeBack(RoomRef room, long number);

    /**
     * How far own messages of a room have come to servers, after a restart too. Told as {@link ClientEvent.Stored} and {@link
     * ClientEvent.Safe} when it becomes so.
     *
     * @return of those that are here and this user's own
     */
    Map<EventId, Delivery> deliveries(RoomRef room, Collection<EventId> messages);

    /** How many messages no server has stored yet. */
    int unsent();

    /** How much of all that was said and done here is not stored, or never will be: invitations, edits and removals count, too. */
    Unsettled unsettled();

    /** How many texts only one server has stored: one disk's loss would take them away. At most 1,000 are counted. */
    int onOneServer();

    /**
     * Closes the connection and the store. What was not stored by a server goes out after the next start. A client whose
     * store has failed has stopped by itself, and says so by the problem CLIENT_STOPPED; it is to be closed, too: only then
     * can another one open the folder.
     */
    @Override
    void close();

    /** Most messages that are asked for at a time. */
    int MAX_OLDER = 256;

    /** Longest text of one message, in bytes of UTF-8. */
    int MAX_TEXT_BYTES = 32 * 1024;
}
