package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.account.Newcomer;
import chat.parley.client.contacts.ContactBook;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.log.Kept;
import chat.parley.protocol.log.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * What a client is as long as it is one person: that person's log, rooms and keys. When it becomes somebody else another
 * one begins over the same store.
 */
final class Persona {
    private final Around around;
    private final Ledger ledger;
    private final Desk desk;
    private final Rooms rooms;
    private final Talk talk;
    private final OwnedRooms owned;
    private final Optional<FileDesk> files;
    private final SecondOpinion opinion;

    /**
     * What stays, whoever the client is.
     *
     * @param told where what happens is added for the person
     * @param name what a person is called who begins here
     */
    record Around(
            Platform platform,
            Connection connection,
            Oneself self,
            ContactBook contacts,
            List<ClientEvent> told,
            String name,
            String namespace) {}

    /**
     * Begins as who the store says, or as somebody else in their place.
     *
     * @param identity what is known of who comes
     * @param finish ends a step
     */
    Persona(Around around, Optional<Newcomer> who, List<Event> identity, Runnable finish) {
        this.around = around;
        Platform platform = around.platform();
        ContactBook contacts = around.contacts();
        EventCodec codec = new EventCodec(platform.crypto());
        EventRows events = new EventRows(platform.store(), codec);
        ledger = new Ledger(events, codec, platform.crypto(), platform.laws(), Kept.ALL);
        desk = new Desk(platform, codec, ledger, events, new Outbox(platform.store(), events));
        identity.forEach(event -> ledger.offer(event, desk));
        desk.account(Succession.enter(who, platform, ledger, desk, around.name()));
        around.connection().account(desk.account());
        desk.met(user -> contacts.find(user).map(Contacts.Contact::name));
        desk.muted(contacts::muted);
        around.self().desk(desk);
        rooms = new Rooms(desk, around.namespace(), user -> contacts.find(user).isPresent(), contacts::blocked);
        owned = new RoomDesk(desk, rooms, finish);
        talk = new Talk(desk, rooms, around.connection(), around.told(), finish);
        files = platform.carrier().map(carrier -> new FileDesk(platform, carrier, around.connection(), rooms, finish));
        IdentityWatch watch = new IdentityWatch(desk, contacts, around.told());
        opinion = new SecondOpinion(desk, ledger, around.connection(), new Circle(desk, contacts, rooms), watch);
        around.self().opinion(opinion);
        watch(events, watch);
    }

    private void watch(EventRows events, IdentityWatch watch) {
        List<ClientEvent> told = around.told();
        watch.tellChanges(opinion::changed);
        events.tellForks(event -> {
            watch.forked(event);
            rooms.at(event.log()).ifPresent(room -> room.expulsions().forked(event, told));
        });
        events.digestBy(news -> {
            watch.digest(news);
            rooms.digest(news, told);
        });
    }

    Person person() {
        return new Person(desk.account().user(), desk.account().name(), true);
    }

    Ledger ledger() {
        return ledger;
    }

    Desk desk() {
        return desk;
    }

    Rooms rooms() {
        return rooms;
    }

    Talk talk() {
        return talk;
    }

    OwnedRooms owned() {
        return owned;
    }

    /** None on a platform that moves no files. */
    Optional<FileDesk> files() {
        return files;
    }

    SecondOpinion opinion() {
        return opinion;
    }

    /** A new device takes the place of this one. */
    void renew(SigningKey root) {
        desk.renew(root);
        around.connection().account(desk.account());
        rooms.all().forEach(Room::deviceRenewed);
    }

    /** Does in the rooms what is to be done, and reads what that has brought. */
    void act() {
        List<ClientEvent> told = around.told();
        // How far a file is, before its message is said, which ends that.
        files.ifPresent(desk -> desk.heard(told));
        ledger.flush();
        for (Room room : rooms.all()) {
            room.act(told);
            room.speech().tell(told);
            room.news().tell(told);
            room.typists().tell(room.joined(), told);
        }
        ledger.flush();
        desk.silence().over(told);
        around.contacts().heard(told);
        talk.heard(told);
    }

    /**
     * Replaces and forgets keys whose time is over.
     *
     * @param connected whether a server is spoken with: a sealing key goes only after a complete sync
     */
    void sweep(long now, boolean connected) {
        SealingKeys sealing = desk.account().sealing();
        if (sealing.due(now) && !desk.retiring() && !desk.revoked()) {
            desk.replaceSealing();
        }
        if (connected && rooms.all().stream().allMatch(Room::upToDate)) {
            sealing.forget(now);
        }
        KeyRing.forgetOld(around.platform().store(), now);
        rooms.all().forEach(room -> room.forgetOldKeys(now));
    }

    /** Somebody else comes. */
    void end() {
        files.ifPresent(FileDesk::end);
    }
}
