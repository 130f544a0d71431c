package chat.parley.client.core;

import chat.parley.client.Person;
import chat.parley.client.store.StoreFailedException;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.IdentityState;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.protocol.rules.OwnedRoomRules;
import chat.parley.protocol.rules.RoomState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where this device writes its own events: places, signs and enters them, and remembers that they must go out. */
final class Desk implements Source {
    /** Kept, as what made it necessary is told only once. */
    static final String RETIRING = "retiring";

    /** Keys of how far this device has written in each log. */
    static final String WRITTEN = "written ";

    /** Begins the keys of own events that were taken out; the event's id follows. */
    static final String TAKEN_OUT = "out ";

    private final Platform platform;
    private final EventCodec codec;
    private final ActCodec acts = new ActCodec();
    private final Ledger ledger;
    private final EventRows events;
    private final Outbox outbox;
    private Account account;
    private boolean retiring;
    private Function<UserId, Optional<String>> met = user -> Optional.empty();
    private Silence silence = new Silence(user -> false);

    Desk(Platform platform, EventCodec codec, Ledger ledger, EventRows events, Outbox outbox) {
        this.platform = platform;
        this.codec = codec;
        this.ledger = ledger;
        this.events = events;
        this.outbox = outbox;
        this.retiring = platform.store().get(Table.SETTING, RETIRING).isPresent();
    }

    EventRows events() {
        return events;
    }

    /** How people were called who were met anywhere. */
    void met(Function<UserId, Optional<String>> names) {
        met = names;
    }

    /** Whom the person does not want to hear. */
    void muted(Predicate<UserId> users) {
        silence = new Silence(users);
    }

    Silence silence() {
        return silence;
    }

    void account(Account opened) {
        account = opened;
    }

    Account account() {
        return account;
    }

    Outbox outbox() {
        return outbox;
    }

    Crypto crypto() {
        return platform.crypto();
    }

    Platform platform() {
        return platform;
    }

    EventCodec codec() {
        return codec;
    }

    RoomLog room(LogId log) {
        return ledger.replica().room(log);
    }

    /** Where this device's next event in a room goes. */
    EventCodec.Place place(LogId log) {
        return ledger.replica().place(log, account.device());
    }

    /** The place after {@code also} besides, which is in the log already. */
    EventCodec.Place placeAfter(LogId log, EventId also) {
        return ledger.replica().placeAfter(log, account.device(), also);
    }

    /**
     * Whether an event of this device was not written here: another copy of the store is, or was, in use. How far this one
     * has written is kept apart from the events, which come and go with the rooms.
     */
    boolean foreign(Event event) {
        if (!event.header().device().equals(account.device())) {
            return false;
        }
        Optional<Event> own =
                events.find(event.log(), account.device(), event.header().seq());
        return event.header().seq() > written(event.log())
                || own.filter(held -> !held.id().equals(event.id())).isPresent();
    }

    /**
     * These have no place in their log any more. Own ones are not a copy's if they come again: their numbers are used once
     * more, for nobody who keeps to the rules has taken them.
     */
    void takeOut(List<Event> gone) {
        for (Event event : gone) {
            outbox.remove(event.id());
            if (event.header().device().equals(account.device())) {
                platform.store().put(Table.SETTING, TAKEN_OUT + event.id(), "");
            }
        }
    }

    /** Whether an own event was taken out. */
    boolean takenOut(Event event) {
        return event.header().device().equals(account.device())
                && platform.store().get(Table.SETTING, TAKEN_OUT + event.id()).isPresent();
    }

    /** Whether this user's own identity says that this device is out. */
    boolean revoked() {
        return !ledger.replica().identity(account.user()).live().containsKey(account.device());
    }

    /** Nothing is written with this device any more: a new one takes its place. */
    void retire() {
        retiring = true;
        platform.store().put(Table.SETTING, RETIRING, "");
    }

    boolean retiring() {
        return retiring;
    }

    void renew(SigningKey root) {
        account = account.renew(platform, rootActs(), root);
        retiring = false;
        platform.store().remove(Table.SETTING, RETIRING);
    }

    /** What the root key writes goes out with what this device writes. */
    RootActs rootActs() {
        return new RootActs(platform, codec, ledger, this, event -> outbox.add(event, Outbox.NONE));
    }

    /** What it writes waits until something cites it: an identity that nobody has heard of concerns nobody. */
    RootActs quietRootActs() {
        return new RootActs(platform, codec, ledger, this, event -> {});
    }

    /** The week of this device's sealing key is over. */
    void replaceSealing() {
        Act act = new Act.ReplaceSealing(
                account.sealing().replace(platform.crypto(), platform.clock().millis()));
        write(
                new EventCodec.Draft(
                        IdentityRules.NAME,
                        EventClass.CONTROL,
                        ActCodec.kind(act),
                        account.author(),
                        acts.write(act),
                        platform.clock().millis()),
                place(account.user().identity()),
                Outbox.NONE);
    }

    private long written(LogId log) {
        return platform.store()
                .get(Table.SETTING, WRITTEN + log)
                .map(Long::parseLong)
                .orElseGet(() -> ledger.store().vector(log).getOrDefault(account.device(), 0L));
    }

    /** Writes an event of a room at a place. It is durable, and known to others, after the next flush. */
    Event write(EventClass eventClass, String kind, String body, EventCodec.Place place) {
        return write(eventClass, kind, body, Collections.<BlobId>emptyList(), place, Outbox.NONE);
    }

    /** Writes what is said, and which files it refers to. */
    Event message(String kind, String body, List<BlobId> blobs, EventCodec.Place place, long number) {
        return write(EventClass.CONTENT, kind, body, blobs, place, number);
    }

    private Event write(
            EventClass eventClass, String kind, String body, List<BlobId> blobs, EventCodec.Place place, long number) {
        boolean owned = place.log()
                .filter(log -> room(log).state().hierarchy().isPresent())
                .isPresent();
        String rules = owned || !place.log().isPresent() ? OwnedRoomRules.NAME : OpenRoomRules.NAME;
        return write(
                new EventCodec.Draft(
                        rules,
                        eventClass,
                        kind,
                        account.author(),
                        body,
                        platform.clock().millis(),
                        blobs),
                place,
                number);
    }

    /** Writes what somebody does in a room; a room's creation begins its log. */
    Event write(Act act, EventCodec.Place place) {
        EventClass eventClass = act instanceof Act.BadBox ? EventClass.KEY : EventClass.CONTROL;
        return write(eventClass, ActCodec.kind(act), acts.write(act), place);
    }

    private Event write(EventCodec.Draft draft, EventCodec.Place place, long number) {
        Event event = codec.sign(draft, place, account.key());
        ledger.offer(event, this);
        outbox.add(event, number);
        platform.store()
                .put(
                        Table.SETTING,
                        WRITTEN + event.log(),
                        Long.toString(event.header().seq()));
        return event;
    }

    /** What is known here of somebody's devices. */
    IdentityState identity(UserId user) {
        return ledger.replica().identity(user);
    }

    /** What is known here of somebody's identity, as far as one event can cite it. */
    List<EventId> identityHeads(UserId user) {
        List<EventId> heads = ledger.store().heads(user.identity());
        return heads.subList(0, Math.min(heads.size(), ActCodec.MAX_IDENTITY_HEADS));
    }

    /** The last events here of somebody's devices in a log. */
    List<EventId> seen(LogId log, UserId user) {
        return ledger.replica().seen(log, user);
    }

    /** Who has made an event of a room, as they were called there then. */
    Person author(Event event) {
        return person(event.user(), room(event.log()).stateAt(event.header().control()));
    }

    /** Somebody as a room calls them; who is no member there, as they were called when they were met. */
    Person person(UserId user, RoomState state) {
        RoomState.Member member = state.members().get(user);
        String name = member == null ? met.apply(user).orElse("?") : member.name();
        return new Person(user, name, user.equals(account.user()));
    }

    /** What a stored control or key event of a room does; empty of one that is not here. */
    Optional<Act> act(EventId id) {
        return events.find(id).map(event -> {
            try {
                return acts.read(event);
            } catch (InvalidEventException e) {
                throw new IllegalStateException("an accepted event cannot be read");
            }
        });
    }

    /** The identity events of this user: what a server may need before a join. */
    List<EventId> identityHeads() {
        return identityHeads(account.user());
    }

    @Override
    public void stored(List<Event> events) {
        // On this device's disk; a server's word is another thing.
    }

    @Override
    public void failed(List<Event> events) {
        throw new StoreFailedException("the client's disk cannot be written");
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        throw new IllegalStateException("an own event is refused: " + code + ": " + reason);
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        throw new IllegalStateException("an own event cites what is not here");
    }
}
