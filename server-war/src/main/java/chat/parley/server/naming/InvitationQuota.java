package chat.parley.server.naming;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.OwnedRoomRules;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * In how many rooms at a time one person may have invited another, or begun a direct room with them. What is more is put off:
 * until the other has come in, or an invitation was revoked. Used on the node's thread.
 */
final class InvitationQuota {
    /** Pairs of people whose invitations are remembered that may not be in the index yet. */
    private static final int MAX_PENDING = 65_536;

    private final NamingIndex index;
    private final Predicate<EventId> stored;
    private final int most;
    private final ActCodec acts = new ActCodec();
    private final Map<Pair, Set<LogId>> pending = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Set<LogId>> eldest) {
            return size() > MAX_PENDING;
        }
    };

    private record Pair(UserId inviter, UserId user) {}

    /**
     * @param stored whether an event is here already: those are free
     */
    InvitationQuota(NamingIndex index, Predicate<EventId> stored, int most) {
        this.index = index;
        this.stored = stored;
        this.most = most;
    }

    /** Whether an event invites nobody, or may; then it counts from now on. */
    boolean admits(Event event) {
        Optional<UserId> user = invited(event);
        if (user.isEmpty() || stored.test(event.id())) {
            return true;
        }
        Pair pair = new Pair(event.user(), user.get());
        Set<LogId> open = new HashSet<>(index.invitations(pair.inviter(), pair.user(), most + 1));
        open.addAll(pending.getOrDefault(pair, Set.of()));
        open.remove(event.log());
        if (open.size() >= most) {
            return false;
        }
        pending.computeIfAbsent(pair, p -> new HashSet<>()).add(event.log());
        return true;
    }

    /** What was admitted is in the index now, or is not here. */
    void settled() {
        pending.clear();
    }

    private Optional<UserId> invited(Event event) {
        if (!event.header().rules().equals(OwnedRoomRules.NAME)
                || event.header().eventClass() != EventClass.CONTROL) {
            return Optional.empty();
        }
        try {
            Act act = acts.read(event);
            if (act instanceof OwnedAct.Invite invite && invite.invited() instanceof OwnedAct.Person person) {
                return Optional.of(person.user());
            }
            return act instanceof OwnedAct.Create create ? create.charter().peer() : Optional.empty();
        } catch (InvalidEventException e) {
            // Its log refuses it.
            return Optional.empty();
        }
    }
}
