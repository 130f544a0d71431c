package chat.parley.client.core;

import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.RoomState;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Encrypts what is said in one room. Before it does, it keeps the sender's invariant: the newest epoch's audience must be
 * the room's devices. Who left an open room costs no new epoch; a newcomer costs an extended one; a device that is out, an
 * old epoch, a long chain or a complaint costs a fresh one (PROTOCOL.md, section "Epochs").
 */
final class Writer {
    /** Content that says nothing and joins heads. */
    static final String MERGE = "merge";

    static final String MESSAGE = "message";

    /** After so long an epoch is replaced by a fresh one, in milliseconds. */
    static final long MAX_EPOCH_MILLIS = 24 * 3600 * 1000L;

    /** After so long an epoch is not extended any more, in milliseconds: well before others forget how. */
    static final long MAX_EXTEND_MILLIS = MAX_EPOCH_MILLIS / 2;

    /** Fewest messages of one sender before it makes a fresh epoch. */
    static final int MIN_MESSAGES = 100;

    private final LogId log;
    private final Desk desk;
    private final KeyRing keys;
    private final EpochSealer epochs;
    private final MessageSealer messages;
    private final ContentCodec contents = new ContentCodec();

    Writer(LogId log, Desk desk, KeyRing keys) {
        this.log = log;
        this.desk = desk;
        this.keys = keys;
        this.epochs = new EpochSealer(desk.crypto());
        this.messages = new MessageSealer(desk.crypto());
    }

    /**
     * Writes what is said, and before it whatever it needs. Everything is durable after the next flush, together.
     *
     * @param number that of a text; {@link Outbox#NONE} of what is none
     */
    Event say(Content content, long number) {
        mergeHeads();
        Epoch epoch = epoch();
        DeviceId device = desk.account().device();
        Chain chain = keys.chain(epoch.id(), device).get();
        EventCodec.Place place = desk.place(log);
        MessageSealer.Origin origin =
                new MessageSealer.Origin(log, desk.account().user(), device, place.seq());
        MessageBody body = messages.seal(origin, epoch.id(), chain, contents.write(content));
        keys.put(epoch.id(), device, chain.step(desk.crypto()));
        return desk.write(EventClass.CONTENT, MESSAGE, body.write(), place, number);
    }

    /** More heads than one event can cite: join them, so that the next one sees every member. */
    private void mergeHeads() {
        EventCodec.Place place = desk.place(log);
        while (place.parents().size() >= Header.MAX_PARENTS) {
            desk.write(EventClass.CONTENT, MERGE, "{}", place);
            place = desk.place(log);
        }
    }

    private Epoch epoch() {
        RoomLog room = desk.room(log);
        RoomState state = room.stateAt(desk.place(log).control());
        Optional<Epoch> newest = room.newestEpoch();
        if (!newest.isPresent() || !usable(newest.get(), state)) {
            return fresh(state);
        }
        Epoch epoch = newest.get();
        if (epoch.audience().containsAll(state.devices().keySet())) {
            return epoch;
        }
        Optional<Secret> join = keys.join(epoch.id());
        boolean extendable = join.isPresent() && age(epoch) < MAX_EXTEND_MILLIS;
        return extendable ? extended(epoch, join.get()) : fresh(state);
    }

    private boolean usable(Epoch epoch, RoomState state) {
        Optional<Chain> own = keys.chain(epoch.id(), desk.account().device());
        if (!own.isPresent() || age(epoch) >= MAX_EPOCH_MILLIS) {
            return false;
        }
        long limit = Math.min(
                Chain.MAX_INDEX, Math.max(MIN_MESSAGES, epoch.audience().size()));
        Set<DeviceId> out = new TreeSet<>(epoch.audience());
        out.retainAll(state.gone());
        return own.get().index() < limit && out.isEmpty();
    }

    private Epoch fresh(RoomState state) {
        EventCodec.Place place = desk.place(log);
        EpochSealer.Point point = new EpochSealer.Point(log, place.control(), state);
        Secret secret = desk.crypto().newSecret();
        return enter(epochs.fresh(point, desk.account().key(), secret), place, secret);
    }

    private Epoch extended(Epoch previous, Secret join) {
        EventCodec.Place place = desk.placeAfter(log, previous.id());
        RoomState state = desk.room(log).stateAt(place.control());
        EpochSealer.Point point = new EpochSealer.Point(log, place.control(), state);
        Secret secret = epochs.extend(point, previous.id(), join);
        EpochBody body = epochs.extended(point, desk.account().key(), secret, previous.id(), previous.audience());
        return enter(body, place, secret);
    }

    private Epoch enter(EpochBody body, EventCodec.Place place, Secret secret) {
        Event event = desk.write(
                EventClass.KEY, EventCodec.EPOCH, desk.codec().epochs().write(body), place);
        Epoch epoch = desk.room(log).epoch(event.id()).get();
        keys.open(epoch, secret, epochs, desk.platform().clock().millis());
        return epoch;
    }

    /** By the author's clock, which is not trusted: a wrong one only makes epochs fresh more often. */
    private long age(Epoch epoch) {
        return Math.abs(desk.platform().clock().millis() - epoch.position().time());
    }
}
