package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A room that this client is in, is entering or is leaving. What is said waits until the room is brought up to date on
 * the present connection, so that it is encrypted for everybody who is there by then.
 */
final class Room {
    private final RoomRef ref;
    private final LogId log;
    private final Desk desk;
    private final Company company;
    private final KeyRing keys;
    private final RankPowers powers;
    private final Messages messages;
    private final Titles titles;
    private final Trail trail;
    private final EpochOpener opener;
    private final Unread lost;
    private final Reader reader;
    private final Writer writer;
    private final Door door;
    private final Host host;
    private final Curtain curtain;
    private final Attendance attendance;
    private final Nameplate nameplate;
    private final RoomNews news;
    private final Stay stay;
    private final Expulsions expulsions;
    private final Speech speech;
    private final OlderMessages older;
    private final Typists typists;
    private List<EventId> compared = Collections.emptyList();
    private boolean upToDate;
    private boolean outside;

    Room(RoomRef ref, LogId log, Desk desk, String namespace, Company company, Wish wish) {
        this.ref = ref;
        this.log = log;
        this.desk = desk;
        this.company = company;
        this.keys = new KeyRing(log, desk.platform().store());
        this.powers = new RankPowers(desk, log);
        this.messages =
                new Messages(log, ref, desk.account().user(), desk.platform().store(), powers, desk.silence());
        this.titles = new Titles(log, desk);
        this.trail = new Trail(log, desk.platform().store());
        this.opener = new EpochOpener(log, desk, keys, trail, titles);
        this.lost = new Unread(ref, log, desk);
        this.reader = new Reader(ref, log, desk, keys, messages, opener, trail, titles, lost);
        this.writer = new Writer(log, desk, keys, new EpochMaker(log, desk, keys, trail, titles));
        this.door = new Door(ref, log, desk, namespace);
        this.host = new Host(log, desk);
        this.curtain = new Curtain(ref, log, desk, messages);
        this.attendance = new Attendance(ref, log, desk);
        this.nameplate = new Nameplate(ref, log, desk, door, titles);
        this.news = new RoomNews(ref, attendance, nameplate);
        this.stay = new Stay(ref, log, desk, door, attendance, news, wish);
        this.expulsions = new Expulsions(ref, log, desk);
        this.speech = new Speech(ref, log, desk, writer, messages, new Peer(log, desk, door, company));
        this.older = new OlderMessages(ref, log, desk, messages);
        this.typists = new Typists(ref, log, desk, keys);
    }

    RoomRef ref() {
        return ref;
    }

    LogId log() {
        return log;
    }

    RoomState state() {
        return desk.room(log).state();
    }

    /** Who comes in, and by what. */
    Door door() {
        return door;
    }

    Titles titles() {
        return titles;
    }

    Messages messages() {
        return messages;
    }

    RankPowers powers() {
        return powers;
    }

    /** Coming in, being in, going. */
    Stay stay() {
        return stay;
    }

    /** What is said, until it is written. */
    Speech speech() {
        return speech;
    }

    /** What was said before what the person was shown. */
    OlderMessages older() {
        return older;
    }

    /** Who types here. */
    Typists typists() {
        return typists;
    }

    /** What tells the others that the person types; empty if nobody is there to be told, or nobody may be told now. */
    Optional<Notice> notice(NoticeSealer.Word word) {
        int members = state().members().size();
        boolean open = ready() && speech.open() && members > 1 && members <= NoticeSealer.MAX_MEMBERS;
        return open ? writer.notice(word) : Optional.<Notice>empty();
    }

    /** Devices that are to be put out. */
    Expulsions expulsions() {
        return expulsions;
    }

    /** What the person hears of it. */
    RoomNews news() {
        return news;
    }

    /** What the room is called, and what it is. */
    RoomInfo info() {
        return nameplate.info();
    }

    List<Person> members() {
        return attendance.members();
    }

    /** Whether one can speak here. */
    boolean joined() {
        return stay.joined();
    }

    /** Whether nothing keeps the room here any more: it was left, or was named in vain. */
    boolean over() {
        return stay.left() || upToDate && stay.inVain();
    }

    /** Whether what is said goes out at once. */
    boolean ready() {
        return joined() && read() && !stay.entering() && !desk.retiring() && speech.allowed();
    }

    /** Forgets keys whose time is over. */
    void forgetOldKeys(long now) {
        keys.forgetOld(now);
    }

    /** Whether all that the present server has is read. */
    boolean upToDate() {
        return upToDate;
    }

    /** Whether that is the whole room: who is not in is shown who is, and how to come in. */
    private boolean read() {
        return upToDate && !outside;
    }

    /** The connection is gone, or the room is asked for anew: what is said from now on waits. */
    void disconnected() {
        upToDate = false;
    }

    /** There is a new device in place of the one that was here. */
    void deviceRenewed() {
        stay.deviceRenewed();
        disconnected();
    }

    /** More is known of a person's identity. */
    void identityChanged(UserId user) {
        expulsions.identityChanged(user);
    }

    /** Reads what others have written; part of the transaction that stores it. */
    void digest(List<Event> events, List<ClientEvent> told) {
        List<ClientEvent> read = new ArrayList<>();
        reader.read(events, read);
        events.stream().filter(event -> tells(read, event)).forEach(typists::said);
        // Who comes in may cite an identity as it was before a device of theirs was revoked.
        events.stream()
                .filter(event -> event.header().control(ActCodec.JOIN))
                .forEach(event -> expulsions.identityChanged(event.user()));
        news.heard(read, stay.wish().outside(), told);
        curtain.move(told);
    }

    /** These were taken out of the log: what followed from them goes with them; part of the same transaction. */
    void forget(List<Event> gone, List<ClientEvent> told) {
        messages.forget(gone, told);
        for (Event event : gone) {
            titles.forget(event.id());
            lost.forget(event);
            if (event.header().key(EventCodec.EPOCH)) {
                trail.forget(event.id());
                keys.forget(event.id());
            }
        }
        curtain.move(told);
    }

    private static boolean tells(List<ClientEvent> read, Event event) {
        return event.header().eventClass() == EventClass.CONTENT
                && read.stream()
                        .anyMatch(each -> each instanceof ClientEvent.Message
                                && ((ClientEvent.Message) each).id().equals(event.id()));
    }

    /** The server has sent all that it has: now enter, leave or speak. */
    void caughtUp(List<ClientEvent> told) {
        upToDate = true;
        outside = false;
        expulsions.identityChanged(desk.account().user());
        compareIdentities();
        stay.caughtUp(told);
        if (joined()) {
            reader.readAgain(told);
        }
        act(told);
    }

    /** The server has sent all that it shows to who is not in: now enter, or know that one cannot. */
    void lookedInto(List<ClientEvent> told) {
        upToDate = true;
        outside = true;
        act(told);
    }

    /** What was due when the process ended, or is known from elsewhere of people met only now; again when others are here. */
    private void compareIdentities() {
        List<EventId> frontier = desk.room(log).frontier();
        if (!frontier.equals(compared)) {
            state().members().keySet().forEach(expulsions::identityChanged);
            compared = frontier;
        }
    }

    /**
     * More of the log is held now: the room's newest page, or what was asked for.
     *
     * @param from what was told from there on is of that
     */
    void sunk(List<ClientEvent> told, int from) {
        if (read()) {
            older.come(told, from);
        } else {
            caughtUp(told);
        }
    }

    /** Whether something is to be done now because time has passed. */
    boolean due() {
        return typists.due() || read() && !desk.retiring() && expulsions.due() && stay.settled();
    }

    /** Does what is wanted as soon as the room is up to date: what was said goes out before the person leaves. */
    void act(List<ClientEvent> told) {
        if (read() && !desk.retiring() && stay.settled()) {
            // Perhaps they put this very device out: then nothing else follows.
            expulsions.act();
        }
        if (stay.removed()) {
            speech.drop(told);
            stay.close(told);
        } else if (stay.left()) {
            // Others were quicker than the person's own leave.
            speech.drop(told);
            stay.gone(told);
        }
        if (upToDate && !desk.retiring() && stay.wish().outside()) {
            stay.look(company, told);
        }
        if (upToDate && stay.absent() && desk.revoked()) {
            desk.retire();
        }
        if (!upToDate || desk.retiring()) {
            return;
        }
        if (stay.absent()) {
            stay.enter(told);
        } else if (read() && stay.settled()) {
            write(told);
        }
        if (stay.wish() == Wish.OUT
                && stay.member()
                && (!stay.entering() || speech.unsaid().isEmpty())) {
            // What could be sent is: the rest waits for somebody who is not there.
            speech.drop(told);
            stay.leave();
        }
    }

    private void write(List<ClientEvent> told) {
        List<EventId> bad = opener.takeBadBoxes();
        bad.forEach(epoch -> desk.write(new Act.BadBox(epoch), desk.place(log)));
        speech.speak(expulsions, told);
        // Who complains sees to it that there is a key that opens, even if nobody here has anything to say.
        if ((!bad.isEmpty() | host.hasGuests()) && speech.allowed()) {
            expulsions.actNow();
            writer.welcome();
        }
    }

    /** Gives the keys to everybody who is in: a room begins with that, so that its name is in its first epoch. */
    void welcome() {
        writer.welcome();
    }

    /** Says what the room is called from now on. */
    void title(Card.Title title) {
        expulsions.actNow();
        // The epoch first: it may bring a card itself, which this one is to replace.
        writer.welcome();
        Card card = titles.sign(title);
        titles.add(writer.title(card), card);
    }

    /** A server has signed that it has stored an own event. */
    void acknowledged(Outbox.Entry entry, List<ClientEvent> told) {
        EventId id = entry.event().id();
        if (!stay.acknowledged(id, told) && entry.number() != Outbox.NONE) {
            told.add(
                    entry.safe()
                            ? new ClientEvent.Safe(ref, entry.number(), id)
                            : new ClientEvent.Stored(ref, entry.number(), id));
        }
    }
}
