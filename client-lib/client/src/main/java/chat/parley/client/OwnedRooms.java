package chat.parley.client;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import java.util.Optional;

/**
 * Rooms with owners, and conversations of two. What a person does here is a signed event of the room: it is in the local
 * store when the method returns, goes out when a server is there, and holds for all members once they have it. What the
 * room's rules do not allow throws a {@link RoomException} and changes nothing.
 *
 * <p>Every method may be called from any thread and returns without waiting for the network.
 */
public interface OwnedRooms {
    /** Makes a room whose owner is this client's user. Its members alone learn its name. */
    RoomRef.Owned create(String name, Charter.History history);

    /** The conversation with a person; made on first use. */
    RoomRef.Owned with(UserId user);

    /** Invites a person, who is told by whatever server they are on. */
    void invite(RoomRef room, UserId user, Rank rank);

    /** A link with which anybody can come in until it is revoked: {@code parley:room:1:…}. Who has it, has the key. */
    String link(RoomRef room, Rank rank);

    /** The room's invitations that are open. */
    List<Invitation> invitations(RoomRef room);

    /** Takes an invitation or a link back. */
    void revoke(RoomRef room, EventId invitation);

    /** Rooms that this user was invited to and is not in; newest last. */
    List<Invited> invited();

    /**
     * Comes into a room by an invitation for this user. Answered by {@link ClientEvent.Joined}, or by a {@link
     * ClientEvent.Problem} that names the room, if nothing lets this user in any more.
     */
    void enter(RoomRef room);

    /**
     * Comes into a room by a link. Answered as the other.
     *
     * @throws IllegalArgumentException if the text is no link
     */
    RoomRef.Owned enter(String link);

    /** Is not to be asked again about an invitation. */
    void decline(RoomRef room);

    /** Removes a member, who may be invited again. */
    void kick(RoomRef room, UserId user);

    /** Removes a person and keeps them out. */
    void ban(RoomRef room, UserId user);

    /** Lets a banned person be invited again. */
    void unban(RoomRef room, UserId user);

    /** Who is kept out. */
    List<Person> banned(RoomRef room);

    /** Gives a member another rank. */
    void rank(RoomRef room, UserId user, Rank rank);

    /** A member's rank. */
    Optional<Rank> rankOf(RoomRef room, UserId user);

    /** Gives the room another name. */
    void rename(RoomRef room, String name);

    /** Says what the room is about; empty for nothing. */
    void topic(RoomRef room, String topic);

    /** Makes another member the owner; this user stays as an admin. */
    void transfer(RoomRef room, UserId successor);

    /**
     * An open invitation of a room.
     *
     * @param user whom it is for; empty for a link
     */
    record Invitation(EventId id, Optional<Person> user, Rank rank, Person by) {}

    /**
     * A room that this user was invited to.
     *
     * @param direct whether it is a conversation of two with {@code by}
     */
    record Invited(RoomRef.Owned room, Person by, Rank rank, boolean direct) {}
}
