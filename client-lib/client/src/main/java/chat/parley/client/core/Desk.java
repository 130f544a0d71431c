package chat.parley.client.core;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.OpenRoomRules;
import java.util.List;
import java.util.Set;

/** Where this device writes its own events: places, signs and enters them, and remembers that they must go out. */
final class Desk implements Source {
    private final Platform platform;
    private final EventCodec codec;
    private final Ledger ledger;
    private final EventRows events;
    private final Outbox outbox;
    private Account account;

    Desk(Platform platform, EventCodec codec, Ledger ledger, EventRows events, Outbox outbox) {
        this.platform = platform;
        this.codec = codec;
        this.ledger = ledger;
        this.events = events;
        this.outbox = outbox;
    }

    EventRows events() {
        return events;
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

    /** Writes an event of an open room at a place. It is durable, and known to others, after the next flush. */
    Event write(EventClass eventClass, String kind, String body, EventCodec.Place place) {
        return write(eventClass, kind, body, place, Outbox.NONE);
    }

    Event write(EventClass eventClass, String kind, String body, EventCodec.Place place, long number) {
        EventCodec.Draft draft = new EventCodec.Draft(
                OpenRoomRules.NAME,
                eventClass,
                kind,
                account.author(),
                body,
                platform.clock().millis());
        Event event = codec.sign(draft, place, account.key());
        ledger.offer(event, this);
        outbox.add(event, number);
        return event;
    }

    /** The identity events of this user: what a server may need before a join. */
    List<EventId> identityHeads() {
        return ledger.store().heads(account.user().identity());
    }

    @Override
    public void stored(List<Event> events) {
        // On this device's disk; a server's word is another thing.
    }

    @Override
    public void failed(List<Event> events) {
        throw new IllegalStateException("the client's disk cannot be written");
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
