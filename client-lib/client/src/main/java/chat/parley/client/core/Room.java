package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A room that this client is in, is entering or is leaving. What is said waits until the room is brought up to date on
 * the present connection, so that it is encrypted for everybody who is there by then.
 */
final class Room {
    /** What the person wants of the room; kept in the store. */
    enum Wish {
        IN,
        OUT
    }

    private final RoomRef ref;
    private final LogId log;
    private final Desk desk;
    private final String namespace;
    private final KeyRing keys;
    private final RankPowers powers;
    private final Messages messages;
    private final Reader reader;
    private final Writer writer;
    private final Unsaid unsaid;
    private final IdentityNews identities;
    private final ForkWatch forks;
    private Map<UserId, Person> shown = new TreeMap<>();
    private List<EventId> shownAt = new ArrayList<>();
    private Wish wish;
    private boolean upToDate;
    private boolean announced;
    private EventId entering;
    private EventId leaving;

    Room(RoomRef ref, LogId log, Desk desk, String namespace, Wish wish) {
        this.ref = ref;
        this.log = log;
        this.desk = desk;
        this.namespace = namespace;
        this.wish = wish;
        this.keys = new KeyRing(log, desk.platform().store());
        this.powers = new RankPowers(desk, log);
        this.messages =
                new Messages(log, ref, desk.account().user(), desk.platform().store(), powers);
        this.reader = new Reader(ref, log, desk, keys, messages);
        this.writer = new Writer(log, desk, keys);
        this.unsaid = new Unsaid(ref, desk.platform().store());
        this.identities = new IdentityNews(ref, log, desk);
        this.forks = new ForkWatch(log, desk);
    }

    RoomRef ref() {
        return ref;
    }

    LogId log() {
        return log;
    }

    /** Whether the room's own log says that this device is in. */
    boolean member() {
        return state().speaks(desk.account().user(), desk.account().device());
    }

    /** Whether one can speak here. */
    boolean joined() {
        return wish == Wish.IN && member();
    }

    boolean left() {
        return wish == Wish.OUT && leaving == null;
    }

    void wish(Wish wanted) {
        wish = wanted;
        desk.platform().store().put(Table.ROOM, Rooms.text(ref), wanted.name());
    }

    List<Person> members() {
        List<Person> members = new ArrayList<>(people().values());
        members.sort(Comparator.comparing(Person::name).thenComparing(Person::user));
        return members;
    }

    Messages messages() {
        return messages;
    }

    RankPowers powers() {
        return powers;
    }

    /** Whether what is said goes out at once. */
    boolean ready() {
        return joined() && upToDate && entering == null && !desk.retiring();
    }

    /** Tells older messages that are here; true if they must be asked for. */
    boolean older(int limit, List<ClientEvent> told) {
        List<ClientEvent.Message> found = messages.older(limit);
        boolean below = below();
        if (found.isEmpty() && below) {
            return true;
        }
        told.add(new ClientEvent.Older(ref, found, 0, below || messages.hasOlder()));
        return false;
    }

    /** Older messages were asked for and do not come: nobody is connected, or the connection broke. */
    void olderUnreachable(List<ClientEvent> told) {
        told.add(new ClientEvent.Older(ref, new ArrayList<>(), 0, true));
        told.add(new ClientEvent.Problem(
                "OLDER_UNREACHABLE",
                "older messages of " + ref + " are with the servers, and none is connected: ask again when one is"));
    }

    /**
     * More of the log is held now: the room's newest page, or what was asked for.
     *
     * @param from what was told from there on is of that
     */
    void sunk(List<ClientEvent> told, int from) {
        if (!upToDate) {
            caughtUp(told);
            return;
        }
        List<ClientEvent> news = told.subList(from, told.size());
        List<ClientEvent.Message> older = new ArrayList<>();
        Set<EventId> ids = new HashSet<>();
        int beforeJoining = 0;
        for (ClientEvent each : news) {
            if (each instanceof ClientEvent.Message) {
                // As it is after all that acts on it and came with it.
                ids.add(((ClientEvent.Message) each).id());
                messages.find(((ClientEvent.Message) each).id()).ifPresent(older::add);
            } else if (each instanceof ClientEvent.BeforeJoining) {
                beforeJoining += ((ClientEvent.BeforeJoining) each).count();
            }
        }
        news.removeIf(each -> each instanceof ClientEvent.Message
                || each instanceof ClientEvent.BeforeJoining
                || each instanceof ClientEvent.Changed
                        && ids.contains(((ClientEvent.Changed) each).message().id()));
        messages.told(desk.events().floor(log));
        told.add(new ClientEvent.Older(ref, older, beforeJoining, below()));
    }

    private boolean below() {
        return !desk.events().floor(log).equals(Position.BEGIN);
    }

    /** What waits to be encrypted. */
    Unsaid unsaid() {
        return unsaid;
    }

    /** Forgets keys whose time is over. */
    void forgetOldKeys(long now) {
        keys.forgetOld(now);
    }

    /** The connection is gone: what is said from now on waits. */
    void disconnected() {
        upToDate = false;
    }

    /** There is a new device in place of the one that was entering or leaving. */
    void deviceRenewed() {
        entering = null;
        leaving = null;
        disconnected();
    }

    /** Whether all that the present server has is read. */
    boolean upToDate() {
        return upToDate;
    }

    /** More is known of a person's identity. */
    void identityChanged(UserId user) {
        identities.changed(user);
    }

    /** A device has written two events of one number. */
    void forked(Event event, List<ClientEvent> told) {
        forks.forked(event, told);
    }

    /** Reads what others have written; part of the transaction that stores it. */
    void digest(List<Event> events, List<ClientEvent> told) {
        reader.read(events, told);
    }

    /** The server has sent all that it has: now enter, leave or speak. */
    void caughtUp(List<ClientEvent> told) {
        upToDate = true;
        identities.changed(desk.account().user());
        if (wish == Wish.IN && member() && entering == null && !announced) {
            announce(told);
        }
        act(told);
    }

    /** Does what is wanted as soon as the room is up to date: what was said goes out before the person leaves. */
    void act(List<ClientEvent> told) {
        if (upToDate && !desk.retiring() && entering == null && member()) {
            // Perhaps they put this very device out: then nothing else follows.
            identities.act();
            forks.act();
        }
        if (wish == Wish.IN && upToDate && !member() && entering == null && desk.revoked()) {
            desk.retire();
        }
        if (!upToDate || desk.retiring()) {
            return;
        }
        for (EventId epoch : reader.takeBadBoxes()) {
            if (member()) {
                String body = new ActCodec().write(new Act.BadBox(epoch));
                desk.write(EventClass.KEY, ActCodec.BAD_BOX, body, desk.place(log));
            }
        }
        while (entering == null && member() && !unsaid.isEmpty()) {
            Unsaid.Line next = unsaid.take();
            Event event = writer.say(next.content(), next.text() ? next.number() : Outbox.NONE);
            if (next.text()) {
                told.add(new ClientEvent.Sent(ref, next.number(), event.id()));
            }
            messages.add(event, self(), next.content(), false, told);
        }
        if (wish == Wish.OUT && member() && unsaid.isEmpty()) {
            leaving = desk.write(EventClass.CONTROL, ActCodec.LEAVE, "{}", desk.place(log))
                    .id();
        } else if (wish == Wish.IN && !member() && entering == null) {
            Act join = new Act.Join(namespace, ((RoomRef.Open) ref).name().value(), ownName(), desk.identityHeads());
            entering = desk.write(EventClass.CONTROL, ActCodec.JOIN, new ActCodec().write(join), desk.place(log))
                    .id();
        }
    }

    /** A server has signed that it has stored an own event. */
    void acknowledged(Outbox.Entry entry, List<ClientEvent> told) {
        EventId id = entry.event().id();
        if (id.equals(entering)) {
            entering = null;
            announce(told);
        } else if (id.equals(leaving)) {
            leaving = null;
            announced = false;
            told.add(new ClientEvent.Left(ref));
        } else if (entry.number() != Outbox.NONE) {
            told.add(
                    entry.safe()
                            ? new ClientEvent.Safe(ref, entry.number(), id)
                            : new ClientEvent.Stored(ref, entry.number(), id));
        }
    }

    /** Tells who came and went since the last call. */
    void tellMembers(List<ClientEvent> told) {
        List<EventId> frontier = desk.room(log).frontier();
        if (!announced || frontier.equals(shownAt)) {
            return;
        }
        shownAt = frontier;
        Map<UserId, Person> now = people();
        now.forEach((user, person) -> {
            if (!shown.containsKey(user) && !person.self()) {
                told.add(new ClientEvent.MemberJoined(ref, person));
            }
        });
        shown.forEach((user, person) -> {
            if (!now.containsKey(user) && !person.self()) {
                told.add(new ClientEvent.MemberLeft(ref, person));
            }
        });
        shown = now;
    }

    private void announce(List<ClientEvent> told) {
        announced = true;
        shown = people();
        told.add(new ClientEvent.Joined(ref, members()));
    }

    private RoomState state() {
        return desk.room(log).state();
    }

    private Map<UserId, Person> people() {
        Map<UserId, Person> people = new TreeMap<>();
        state().members()
                .forEach((user, member) -> people.put(
                        user,
                        new Person(
                                user, member.name(), user.equals(desk.account().user()))));
        return people;
    }

    private Person self() {
        return new Person(desk.account().user(), ownName(), true);
    }

    private String ownName() {
        return desk.account().name();
    }
}
