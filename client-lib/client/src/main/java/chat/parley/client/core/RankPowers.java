package chat.parley.client.core;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import java.util.Optional;

/** Who may delete whose messages in one room, by the ranks at the point where they did; in an open room nobody has any. */
final class RankPowers implements Revision.Powers {
    private final Desk desk;
    private final LogId log;

    RankPowers(Desk desk, LogId log) {
        this.desk = desk;
        this.log = log;
    }

    @Override
    public boolean outranks(UserId user, EventId event, UserId other) {
        Optional<Event> at = desk.events().find(event);
        return at.isPresent()
                && outranks(desk.room(log).stateAt(at.get().header().control()), user, other);
    }

    /** Whether a user would, if they wrote now. */
    boolean outranks(UserId user, UserId other) {
        return outranks(desk.room(log).state(), user, other);
    }

    /** Who has gone counts as a member: else any member could delete what they said. */
    static boolean outranks(RoomState state, UserId user, UserId other) {
        Optional<Rank> rank = state.rank(user);
        return rank.isPresent()
                && rank.get().weight() > state.rank(other).orElse(Rank.MEMBER).weight();
    }
}
