package chat.parley.protocol.rules;

import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may do what in an owned room: a part of its {@link RoomState}. Immutable.
 *
 * @param origin what the genesis says
 * @param seats of the members
 * @param barred who was removed and not admitted again
 * @param invitations that are open, by the event that made them
 * @param verdicts what the fold found void, and whom it removed
 */
public record Hierarchy(
        Origin origin,
        SortedMap<UserId, Seat> seats,
        SortedMap<UserId, Bar> barred,
        SortedMap<EventId, Invitation> invitations,
        Verdicts verdicts) {
    /** Most open invitations of a room, counted where one more is made. */
    public static final int MAX_INVITATIONS = 1000;

    /** Most people kept out of a room, counted where one more is removed. */
    public static final int MAX_BARRED = 10_000;

    /** The beginning of the room. */
    public record Origin(EventId genesis, UserId creator, Charter charter) {}

    /**
     * A member's place.
     *
     * @param since the join, or the genesis, by which they are in
     */
    public record Seat(Rank rank, EventId since) {}

    /**
     * Keeps a person out.
     *
     * @param banned whether an invitation by name does not suffice to come back
     * @param weight of the rank of whoever did it: nobody of less lifts it
     */
    public record Bar(boolean banned, int weight) {}

    /**
     * An open invitation. It holds while its maker has the rank to make it.
     *
     * @param by who made it
     */
    public record Invitation(OwnedAct.Invited invited, Rank rank, UserId by) {}

    static Hierarchy of(Origin origin) {
        return new Hierarchy(
                origin,
                Collections.<UserId, Seat>emptySortedMap(),
                Collections.<UserId, Bar>emptySortedMap(),
                Collections.<EventId, Invitation>emptySortedMap(),
                Verdicts.NONE);
    }

    public Charter charter() {
        return origin.charter();
    }

    /** A member's rank. */
    public Optional<Rank> rank(UserId user) {
        return Optional.ofNullable(seats.get(user)).map(Seat::rank);
    }

    /** Whether a person has at least this rank. */
    public boolean atLeast(UserId user, Rank rank) {
        return weight(user) >= rank.weight();
    }

    /** People kept out until {@link OwnedAct.Unban}. */
    public SortedMap<UserId, Bar> banned() {
        SortedMap<UserId, Bar> banned = new TreeMap<>(barred);
        banned.values().removeIf(bar -> !bar.banned());
        return banned;
    }

    /** Who may come in by name and is not in: each with who has invited them or, being in it, begun a direct room with them. */
    public SortedMap<UserId, UserId> invited() {
        SortedMap<UserId, UserId> invited = new TreeMap<>();
        if (charter().direct() && seats.containsKey(origin.creator())) {
            invited.put(charter().peer().get(), origin.creator());
        }
        for (Invitation each : invitations.values()) {
            if (each.invited() instanceof OwnedAct.Person person && Powers.holds(this, each)) {
                invited.putIfAbsent(person.user(), each.by());
            }
        }
        invited.keySet().removeAll(seats.keySet());
        invited.keySet().removeAll(barred.keySet());
        return invited;
    }

    /** The weight of a person's rank; 0 of who is no member. */
    int weight(UserId user) {
        Seat seat = seats.get(user);
        return seat == null ? 0 : seat.rank().weight();
    }

    /** What the hash of the state covers of it besides ranks. */
    void write(Sink sink) {
        for (Map.Entry<UserId, Bar> each : barred.entrySet()) {
            sink.write(each.getValue().banned() ? 'B' : 'K', each.getKey().bytes());
            sink.write('W', new byte[] {(byte) each.getValue().weight()});
        }
        for (EventId invitation : invitations.keySet()) {
            sink.write('I', invitation.bytes());
        }
    }

    /** Takes tagged fields. */
    @FunctionalInterface
    interface Sink {
        void write(char tag, byte[] bytes);
    }
}
