package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A room that this client is in, is entering or is leaving. What is said waits until the room is brought up to date on
 * the present connection, so that it is encrypted for everybody who is there by then.
 */
final class Room {
    /** What the person wants of the room; kept in the store. */
    enum Wish {
        /** To come in, and not in yet. */
        ENTERING,
        IN,
        OUT,
        /** Nothing yet: the room was named to this client. */
        NAMED,
        /** Was in and is not any more: what was read stays. */
        CLOSED
    }

    /** Most of what is told to whoever comes in; before that it is in the history. */
    private static final int MAX_UNTOLD = 256;

    private static final String PEER = "peer-not-in ";

    private final RoomRef ref;
    private final LogId log;
    private final Desk desk;
    private final Company company;
    private final KeyRing keys;
    private final RankPowers powers;
    private final Messages messages;
    private final Titles titles;
    private final EpochOpener opener;
    private final Reader reader;
    private final Writer writer;
    private final Unsaid unsaid;
    private final IdentityNews identities;
    private final ForkWatch forks;
    private final Door door;
    private final Host host;
    private final Curtain curtain;
    private final Attendance attendance;
    private Optional<Card> shownCard = Optional.empty();
    private Wish wish;
    private boolean upToDate;
    private boolean announced;
    private int beforeJoining;

    /** What is said where the person is not in: told when they are. */
    private final Deque<ClientEvent> untold = new ArrayDeque<>();

    private EventId entering;
    private EventId leaving;

    Room(RoomRef ref, LogId log, Desk desk, String namespace, Company company, Wish wish) {
        this.ref = ref;
        this.log = log;
        this.desk = desk;
        this.company = company;
        this.wish = wish;
        this.keys = new KeyRing(log, desk.platform().store());
        this.powers = new RankPowers(desk, log);
        this.messages =
                new Messages(log, ref, desk.account().user(), desk.platform().store(), powers);
        this.titles = new Titles(log, desk);
        Trail trail = new Trail(log, desk.platform().store());
        this.opener = new EpochOpener(log, desk, keys, trail, titles);
        this.reader = new Reader(ref, log, desk, keys, messages, opener, trail, titles);
        this.writer = new Writer(log, desk, keys, new EpochMaker(log, desk, keys, trail, titles));
        this.door = new Door(ref, log, desk, namespace);
        this.host = new Host(log, desk);
        this.unsaid = new Unsaid(ref, desk.platform().store());
        this.identities = new IdentityNews(ref, log, desk);
        this.forks = new ForkWatch(log, desk);
        this.curtain = new Curtain(ref, log, desk, messages);
        this.attendance = new Attendance(ref, log, desk);
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
        return wanted() && member();
    }

    /** Whether nothing keeps the room here any more: it was left, or was named in vain. */
    boolean over() {
        boolean left = wish == Wish.OUT && leaving == null && !member();
        boolean inVain = wish == Wish.NAMED
                && upToDate
                && outside()
                && !door.invitation().isPresent();
        return left || inVain;
    }

    Wish wish() {
        return wish;
    }

    private boolean wanted() {
        return wish == Wish.IN || wish == Wish.ENTERING;
    }

    Door door() {
        return door;
    }

    Titles titles() {
        return titles;
    }

    RoomState state() {
        return desk.room(log).state();
    }

    void wish(Wish wanted) {
        wish = wanted;
        desk.platform().store().put(Table.ROOM, Rooms.text(ref), wanted.name());
    }

    /** The person wants to be in: who is still in stays, whoever is not comes in. */
    void want() {
        if (!joined()) {
            wish(member() ? Wish.IN : Wish.ENTERING);
        }
    }

    List<Person> members() {
        return attendance.members();
    }

    /** What the room is called, and what it is. */
    RoomInfo info() {
        UserId me = desk.account().user();
        Optional<Person> peer = door.peer().map(user -> desk.person(user, state()));
        RoomInfo.Kind kind = ref instanceof RoomRef.Open
                ? RoomInfo.Kind.OPEN
                : peer.isPresent() ? RoomInfo.Kind.DIRECT : RoomInfo.Kind.OWNED;
        Optional<Card.Title> title = titles.current().map(Card::title);
        String name = peer.isPresent()
                ? peer.get().name()
                : title.map(Card.Title::name).orElse(untitled());
        Charter.History history = EpochMaker.keepsSecrets(state()) ? Charter.History.ALL : Charter.History.NONE;
        return new RoomInfo(ref, kind, name, title.map(Card.Title::topic).orElse(""), state().rank(me), history, peer);
    }

    private String untitled() {
        return ref instanceof RoomRef.Open ? ref.toString() : log.brief();
    }

    Messages messages() {
        return messages;
    }

    RankPowers powers() {
        return powers;
    }

    /** Whether what is said goes out at once. */
    boolean ready() {
        return joined() && upToDate && entering == null && !desk.retiring() && writes();
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
        List<ClientEvent> read = new ArrayList<>();
        reader.read(events, read);
        for (ClientEvent each : read) {
            if (each instanceof ClientEvent.BeforeJoining && !announced) {
                beforeJoining += ((ClientEvent.BeforeJoining) each).count();
            } else if (wish == Wish.NAMED || wish == Wish.CLOSED) {
                untold.add(each);
            } else {
                told.add(each);
            }
        }
        while (untold.size() > MAX_UNTOLD) {
            untold.remove();
        }
        curtain.move(told);
    }

    /** The server has sent all that it has: now enter, leave or speak. */
    void caughtUp(List<ClientEvent> told) {
        upToDate = true;
        identities.changed(desk.account().user());
        if (wanted() && member() && entering == null && !announced) {
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
        if (wish == Wish.IN && entering == null && outside()) {
            close(told);
        }
        if (wanted() && upToDate && !member() && entering == null && desk.revoked()) {
            desk.retire();
        }
        if (!upToDate || desk.retiring()) {
            return;
        }
        if (wish == Wish.NAMED || wish == Wish.CLOSED) {
            look(told);
        }
        if (wanted() && !member() && entering == null) {
            enter(told);
        } else if (entering == null && member()) {
            complain();
            speak(told);
            if (host.hasGuests() && writes()) {
                writer.welcome();
            }
        }
        if (wish == Wish.OUT && member() && (entering == null || unsaid.isEmpty())) {
            // What could be sent is: the rest waits for somebody who is not there.
            drop(told);
            leaving = desk.write(new Act.Leave(), desk.place(log)).id();
        }
    }

    /** A room that this user is not in: perhaps somebody invites them, or another device of theirs is in. */
    private void look(List<ClientEvent> told) {
        if (state().members().containsKey(desk.account().user())) {
            wish(Wish.ENTERING);
            if (member()) {
                announce(told);
            }
            return;
        }
        Optional<EventId> invitation = door.invitation().filter(door::news);
        Optional<OwnedRooms.Invited> invited = door.invited();
        if (!invitation.isPresent() || !invited.isPresent()) {
            return;
        }
        door.told(invitation.get());
        if (invited.get().direct() && company.met(invited.get().by().user())) {
            wish(Wish.ENTERING);
        } else {
            told.add(new ClientEvent.Invitation(invited.get()));
        }
    }

    private void enter(List<ClientEvent> told) {
        Optional<Act> entry = door.entry();
        if (entry.isPresent()) {
            entering = desk.write(entry.get(), desk.place(log)).id();
        } else if (door.known()) {
            door.forgetLink();
            wish(attendance.removal(desk.account().user()).isPresent() ? Wish.CLOSED : Wish.NAMED);
            told.add(new ClientEvent.Problem(
                    "NOT_INVITED",
                    "nothing lets you into that room: the invitation or link was taken back, or you are kept out. Ask for"
                            + " another one"));
        }
    }

    private void complain() {
        for (EventId epoch : opener.takeBadBoxes()) {
            desk.write(new Act.BadBox(epoch), desk.place(log));
        }
    }

    private void speak(List<ClientEvent> told) {
        if (unsaid.isEmpty()) {
            return;
        }
        if (!writes()) {
            drop(told);
        } else if (waitsForPeer(told)) {
            return;
        }
        while (!unsaid.isEmpty()) {
            // Who must not hear it is put out first.
            identities.actNow();
            forks.actNow();
            Unsaid.Line next = unsaid.take();
            Event event = writer.say(next.content(), next.text() ? next.number() : Outbox.NONE);
            if (next.text()) {
                told.add(new ClientEvent.Sent(ref, next.number(), event.id()));
            }
            messages.add(event, self(), next.content(), false, told);
        }
    }

    /** What was said in a conversation of two waits until the other is in, and is who they were. */
    private boolean waitsForPeer(List<ClientEvent> told) {
        Optional<UserId> peer = door.peer();
        if (!peer.isPresent()) {
            return false;
        }
        boolean away = !state().members().containsKey(peer.get());
        if (away && !desk.platform().store().get(Table.SETTING, PEER + log).isPresent()) {
            desk.platform().store().put(Table.SETTING, PEER + log, "told");
            told.add(new ClientEvent.Problem(
                    "PEER_NOT_IN",
                    desk.person(peer.get(), state()).distinctName()
                            + " has not been here yet: what you say waits on this device until they have"));
        }
        return away || company.blocked(peer.get());
    }

    /** What was said cannot be sent any more. */
    private void drop(List<ClientEvent> told) {
        int texts = unsaid.drop();
        if (texts > 0) {
            told.add(new ClientEvent.Problem(
                    "NOT_SENT", texts + " of your messages could not be sent: you cannot write there any more"));
        }
    }

    /** Others have removed this user, or another device of theirs has left. */
    private void close(List<ClientEvent> told) {
        UserId me = desk.account().user();
        Optional<ClientEvent.Removed> removed = attendance.removal(me);
        drop(told);
        announced = false;
        wish(removed.isPresent() || door.peer().isPresent() ? Wish.CLOSED : Wish.OUT);
        told.add(removed.isPresent() ? removed.get() : new ClientEvent.Left(ref));
    }

    private boolean outside() {
        return !state().members().containsKey(desk.account().user());
    }

    /** Whether this user may write here: guests only read. */
    boolean writes() {
        Optional<Hierarchy> ranks =
                desk.room(log).stateAt(desk.place(log).control()).hierarchy();
        return !ranks.isPresent() || ranks.get().atLeast(desk.account().user(), Rank.MEMBER);
    }

    /** Refuses what could not be sent: guests only read, and nothing goes to who may not be who they were. */
    void mayWrite() {
        if (!writes()) {
            throw new RoomException(
                    RoomException.Code.NOT_ALLOWED, "guests only read here: ask an admin for another rank");
        }
        if (door.peer().filter(company::blocked).isPresent()) {
            throw new RoomException(
                    RoomException.Code.NOT_ALLOWED,
                    "the name of this person belongs to somebody else now: compare the safety number, then accept the change");
        }
    }

    /** Begins an owned room: its creation is in the log, and the person is in as soon as a server has it. */
    void created(Event genesis) {
        entering = genesis.id();
    }

    /** Does something that takes a rank, or gives one: what the room's rules allow, as was asked before. */
    Event exercise(OwnedAct act) {
        return desk.write(act, desk.place(log));
    }

    /** Gives the keys to everybody who is in: a room begins with that, so that its name is in its first epoch. */
    void welcome() {
        writer.welcome();
    }

    /** Says what the room is called from now on. */
    void title(Card.Title title) {
        Card card = titles.sign(title);
        titles.add(writer.title(card), card);
    }

    /** A server has signed that it has stored an own event. */
    void acknowledged(Outbox.Entry entry, List<ClientEvent> told) {
        EventId id = entry.event().id();
        if (id.equals(entering)) {
            entering = null;
            if (member()) {
                announce(told);
            }
        } else if (id.equals(leaving)) {
            leaving = null;
            announced = false;
            leftOne(told);
        } else if (entry.number() != Outbox.NONE) {
            told.add(
                    entry.safe()
                            ? new ClientEvent.Safe(ref, entry.number(), id)
                            : new ClientEvent.Stored(ref, entry.number(), id));
        }
    }

    /** A conversation that was left is there to be taken up again. */
    private void leftOne(List<ClientEvent> told) {
        if (door.peer().isPresent()) {
            wish(Wish.CLOSED);
            door.invitation().ifPresent(door::decline);
        }
        told.add(new ClientEvent.Left(ref));
    }

    /** Tells who came and went, and what the room is called, since the last call. */
    void tellNews(List<ClientEvent> told) {
        if (!announced) {
            return;
        }
        attendance.tell(told);
        Optional<Card> card = titles.current();
        if (!card.equals(shownCard)) {
            shownCard = card;
            card.ifPresent(each -> told.add(
                    new ClientEvent.Retitled(info(), desk.person(each.author().user(), state()))));
        }
    }

    private void announce(List<ClientEvent> told) {
        announced = true;
        wish(Wish.IN);
        door.forgetLink();
        attendance.begin();
        shownCard = titles.current();
        told.add(new ClientEvent.Joined(ref, members()));
        if (beforeJoining > 0) {
            told.add(new ClientEvent.BeforeJoining(ref, beforeJoining));
            beforeJoining = 0;
        }
        told.addAll(untold);
        untold.clear();
    }

    private Person self() {
        return new Person(desk.account().user(), desk.account().name(), true);
    }
}
