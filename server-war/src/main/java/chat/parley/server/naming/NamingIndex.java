package chat.parley.server.naming;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.UserRooms;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Replica;
import chat.parley.protocol.log.StoreException;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.RoomState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps beside the events of each room whom it names now: what the room's state says after each batch with control events,
 * written in the batch's own transaction. Rooms from before there was an index are looked at a few at a time. Used on the
 * node's thread.
 */
public final class NamingIndex implements Ledger.Listener {
    /** Most logs of which a person is told to be a member: as many as a client subscribes to. */
    public static final int MAX_MEMBER = 1000;

    /** Most logs of which a person is told to be invited. */
    public static final int MAX_INVITED = 256;

    /** Rows that are read for each that may be told, as some are of logs that are hosted here no more. */
    private static final int READ_PER_TOLD = 2;

    /** Logs from before the index that are looked at in one round. */
    static final int LOGS_PER_ROUND = 64;

    /** After so long a round ends, in milliseconds; a room is folded whole. */
    private static final long ROUND_MILLIS = 50;

    private static final Logger LOG = System.getLogger(NamingIndex.class.getName());

    private final Ledger ledger;
    private final EventCodec codec;
    private final NamingStore store;
    private final Predicate<LogId> hosted;
    private final Clock clock;
    private final List<Named> news = new ArrayList<>();
    private Reader reader = (events, named) -> {};
    private boolean due = true;
    private boolean complete;

    /** Hears what is durable. */
    @FunctionalInterface
    interface Reader {
        /**
         * @param news people who are named since these events, or as members who were invited, or the other way
         */
        void committed(List<Event> events, List<Named> news);
    }

    /**
     * @param hosted whether a log is kept up to date here; of others nothing is told
     * @param clock right enough to tell days by
     */
    public NamingIndex(Ledger ledger, EventCodec codec, NamingStore store, Predicate<LogId> hosted, Clock clock) {
        this.ledger = ledger;
        this.codec = codec;
        this.store = store;
        this.hosted = hosted;
        this.clock = clock;
    }

    void readBy(Reader whom) {
        reader = whom;
    }

    /** Looks at rooms from before, until all have been. To be called every second or so. */
    void tick() {
        if (!complete) {
            due = true;
            ledger.afterFlush(() -> {
                // Else the batch that is open takes it along.
                if (due && !ledger.pending()) {
                    fillAlone();
                }
            });
        }
    }

    @Override
    public void committing(List<Event> events) {
        Set<LogId> changed = new LinkedHashSet<>();
        for (Event event : events) {
            boolean room = !event.header().rules().equals(IdentityRules.NAME);
            if (room && event.header().eventClass() == EventClass.CONTROL) {
                changed.add(event.log());
            }
        }
        changed.forEach(log -> update(log, ledger.replica()));
        if (due) {
            fill();
        }
    }

    @Override
    public void committed(List<Event> events) {
        List<Named> told = List.copyOf(news);
        news.clear();
        reader.committed(events, told);
    }

    @Override
    public void notDurable(int events, Exception cause) {
        news.clear();
        complete = false;
    }

    /** What is known here of the rooms that name a person, newest first; to be asked when no batch is open. */
    UserRooms rooms(UserId user) {
        return new UserRooms(user.toString(), logs(user, true, MAX_MEMBER), logs(user, false, MAX_INVITED));
    }

    /** The hosted logs in which an invitation of one person to another is open; of very many not all. */
    Set<LogId> invitations(UserId inviter, UserId user, int most) {
        Set<LogId> open = new LinkedHashSet<>(store.invitations(inviter, user, READ_PER_TOLD * most));
        open.removeIf(hosted.negate());
        return open;
    }

    private List<String> logs(UserId user, boolean member, int most) {
        return store.logs(user, member, READ_PER_TOLD * most).stream()
                .filter(hosted)
                .limit(most)
                .map(LogId::toString)
                .toList();
    }

    /** Whom a room's state names: members, and who is invited, with the inviter. */
    static Map<UserId, Optional<UserId>> named(RoomState state) {
        Map<UserId, Optional<UserId>> named = new HashMap<>();
        state.hierarchy()
                .map(Hierarchy::invited)
                .orElse(Collections.emptySortedMap())
                .forEach((user, inviter) -> named.put(user, Optional.of(inviter)));
        state.members().keySet().forEach(user -> named.put(user, Optional.empty()));
        return named;
    }

    private void update(LogId log, Replica replica) {
        try {
            Map<UserId, Optional<UserId>> before = store.named(log);
            Map<UserId, Optional<UserId>> now = named(replica.room(log).state());
            now.forEach((user, inviter) -> {
                Optional<UserId> former = before.remove(user);
                if (!inviter.equals(former)) {
                    Named named = new Named(log, user, inviter);
                    store.put(named, clock.millis());
                    if (former == null || former.isPresent() == named.member()) {
                        news.add(named);
                    }
                }
            });
            before.keySet().forEach(user -> store.remove(log, user));
        } catch (RuntimeException | StackOverflowError e) {
            // A poisonous log harms only itself (I11): here, that nobody is told of it.
            LOG.log(Level.ERROR, "whom log " + log.brief() + " names is not known", e);
        }
    }

    private void fillAlone() {
        fill();
        try {
            store.commit();
            news.clear();
        } catch (StoreException e) {
            complete = false;
            news.clear();
            LOG.log(Level.WARNING, "whom rooms from before name is not written down yet: {0}", e.getMessage());
        }
    }

    /** Reads rooms by a replica of its own: the node's would keep them all in memory. */
    private void fill() {
        due = false;
        long end = clock.millis() + ROUND_MILLIS;
        List<LogId> logs = store.unread(LOGS_PER_ROUND);
        complete = logs.isEmpty();
        for (LogId log : logs) {
            if (clock.millis() <= end) {
                update(log, new Replica(ledger.store(), codec, ledger.crypto()));
                store.read(log);
            }
        }
    }
}
