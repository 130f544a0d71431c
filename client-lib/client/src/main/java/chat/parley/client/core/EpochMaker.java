package chat.parley.client.core;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.Hierarchy;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps the sender's invariant: before something is said, the newest epoch's audience must be the room's devices. Who left
 * an open room costs no new epoch; a newcomer costs an extended one; a device that is out, an old epoch, a long chain, a
 * complaint or a healed partition costs a fresh one (PROTOCOL.md, section "Epochs").
 */
final class EpochMaker {
    /** After so long an epoch is replaced by a fresh one, in milliseconds. */
    static final long MAX_EPOCH_MILLIS = 24 * 3600 * 1000L;

    /** After so long an epoch is not extended any more, in milliseconds: well before others forget how. */
    static final long MAX_EXTEND_MILLIS = MAX_EPOCH_MILLIS / 2;

    /** Fewest messages of one sender before it makes a fresh epoch. */
    static final int MIN_MESSAGES = 100;

    private final LogId log;
    private final Desk desk;
    private final KeyRing keys;
    private final Trail trail;
    private final Titles titles;
    private final EpochSealer epochs;

    EpochMaker(LogId log, Desk desk, KeyRing keys, Trail trail, Titles titles) {
        this.log = log;
        this.desk = desk;
        this.keys = keys;
        this.trail = trail;
        this.titles = titles;
        this.epochs = new EpochSealer(desk.crypto());
    }

    /** The newest epoch, unless it is to be replaced by a fresh one before anything is said. */
    Optional<Epoch> inUse() {
        RoomLog room = desk.room(log);
        RoomState state = room.stateAt(desk.place(log).control());
        return room.newestEpoch().filter(newest -> usable(newest, state));
    }

    /** The epoch under which to speak now: made if none will do. */
    Epoch current() {
        RoomState state = desk.room(log).stateAt(desk.place(log).control());
        Optional<Epoch> newest = inUse();
        if (!newest.isPresent()) {
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
        return own.get().index() < limit && state.excess(epoch.audience()).isEmpty() && !healed(epoch);
    }

    /** Whether there are epochs that the newest does not follow: two parts of the room have gone on apart. */
    private boolean healed(Epoch newest) {
        List<EventId> tips = new ArrayList<>(trail.tips());
        tips.remove(newest.id());
        return !tips.isEmpty();
    }

    private Epoch fresh(RoomState state) {
        EventCodec.Place place = desk.place(log);
        EpochSealer.Point point = new EpochSealer.Point(log, place.control(), state);
        Secret secret = desk.crypto().newSecret();
        if (!state.hierarchy().isPresent()) {
            return enter(epochs.fresh(point, desk.account().key(), secret), place, secret);
        }
        Archive archive = archive(state, Optional.empty());
        return enter(epochs.fresh(point, desk.account().key(), secret, archive), place, secret, archive, state);
    }

    private Epoch extended(Epoch previous, Secret join) {
        EventCodec.Place place = desk.placeAfter(log, previous.id());
        RoomState state = desk.room(log).stateAt(place.control());
        EpochSealer.Point point = new EpochSealer.Point(log, place.control(), state);
        Secret secret = epochs.extend(point, previous.id(), join);
        if (!state.hierarchy().isPresent()) {
            EpochBody body = epochs.extended(point, desk.account().key(), secret, previous.id(), previous.audience());
            return enter(body, place, secret);
        }
        Archive archive = archive(state, Optional.of(previous.id()));
        EpochBody body = epochs.extended(point, desk.account().key(), secret, previous, archive);
        return enter(body, place, secret, archive, state);
    }

    /** What those who will have the secret are told of before: the newest of the tips, and the card. */
    private Archive archive(RoomState state, Optional<EventId> extended) {
        List<EventId> tips = new ArrayList<>(trail.tips());
        extended.filter(each -> !tips.contains(each)).ifPresent(tips::add);
        RoomLog room = desk.room(log);
        tips.sort(Comparator.comparing((EventId id) -> room.epoch(id).get(), Epoch.ORDER.reversed()));
        List<Archive.Past> past = new ArrayList<>();
        for (EventId each : new TreeSet<>(tips.subList(0, Math.min(tips.size(), Archive.MAX_PAST)))) {
            past.add(new Archive.Past(each, trail.secret(each)));
        }
        return new Archive(past, titles.presentable(state));
    }

    private Epoch enter(EpochBody body, EventCodec.Place place, Secret secret, Archive archive, RoomState state) {
        boolean keep = keepsSecrets(state);
        Optional<Secret> kept = keep ? Optional.of(new Secret(secret.expose().clone())) : Optional.empty();
        Epoch epoch = enter(body, place, secret);
        trail.add(epoch.id(), archive.epochs(), kept);
        Optional<Card> card = archive.card();
        card.ifPresent(each -> titles.add(desk.events().find(epoch.id()).get(), each));
        return epoch;
    }

    private Epoch enter(EpochBody body, EventCodec.Place place, Secret secret) {
        Event event = desk.write(
                EventClass.KEY, EventCodec.EPOCH, desk.codec().epochs().write(body), place);
        Epoch epoch = desk.room(log).epoch(event.id()).get();
        keys.open(epoch, secret, epochs, desk.room(log), desk.platform().clock().millis());
        return epoch;
    }

    /** Whether a room's newcomers may read all: then, and only then, secrets of epochs are kept. */
    static boolean keepsSecrets(RoomState state) {
        return state.hierarchy()
                .map(Hierarchy::charter)
                .filter(charter -> charter.history() == Charter.History.ALL)
                .isPresent();
    }

    /** By the author's clock, which is not trusted: a wrong one only makes epochs fresh more often. */
    private long age(Epoch epoch) {
        return Math.abs(desk.platform().clock().millis() - epoch.position().time());
    }
}
