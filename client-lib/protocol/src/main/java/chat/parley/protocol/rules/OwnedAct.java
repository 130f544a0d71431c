package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LinkKey;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.Optional;

/** An act of an owned room (PROTOCOL.md, section "Owned rooms"). */
public sealed interface OwnedAct extends Act {
    /**
     * The genesis: makes the room, whose owner is the author.
     *
     * @param name how the author is called
     * @param identity heads of the author's identity log
     */
    record Create(Charter charter, String name, List<EventId> identity) implements OwnedAct {}

    /**
     * Comes in by an invitation; a member, who needs none, says anew how they are called and which devices they have.
     *
     * @param invitation the event that invites: of a direct room its genesis; empty for a member
     * @param proof by the link's key, if it was a link: see {@link OwnedRoom#prove}
     */
    record Enter(Optional<EventId> invitation, Optional<Signature> proof, String name, List<EventId> identity)
            implements OwnedAct {}

    /** Tells the room of a change of somebody's identity. */
    record Refresh(UserId user, List<EventId> identity, List<EventId> seen) implements OwnedAct {}

    /** An act that takes a rank to do: it is void if its author is removed or demoted concurrently. */
    sealed interface OfPower extends OwnedAct {}

    /** Invites a person, once, or whoever has a link, until revoked. */
    record Invite(Invited invited, Rank rank) implements OfPower {}

    /** Takes an invitation back. */
    record RevokeInvite(EventId invitation) implements OfPower {}

    /**
     * Removes a member, who may come back if invited by name.
     *
     * @param seen the last event of each device of theirs that the author has seen: what is not before them is hidden
     */
    record Kick(UserId user, List<EventId> seen) implements OfPower {}

    /** Removes a person and keeps them out until {@link Unban}. */
    record Ban(UserId user, List<EventId> seen) implements OfPower {}

    /** Lets a banned person be invited again. */
    record Unban(UserId user) implements OfPower {}

    /** Gives a member another rank, below that of the author. */
    record SetRank(UserId user, Rank rank) implements OfPower {}

    /** The owner becomes an admin and the successor, a member, the owner; without a successor nobody is owner any more. */
    record Resign(Optional<UserId> successor) implements OfPower {}

    /** Who is invited. */
    sealed interface Invited {}

    /** A person, by name. */
    record Person(UserId user) implements Invited {}

    /** Whoever has the private half of a key. */
    record Link(LinkKey key) implements Invited {}
}
