package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochPart;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.rules.Epoch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens the epochs of one room that others have made, and walks back from them where newcomers may read all. */
final class EpochOpener {
    /** Begins the keys of complaints that are not written yet; log and epoch follow. */
    private static final String BAD_BOX = "bad-box ";

    private final LogId log;
    private final Desk desk;
    private final KeyRing keys;
    private final Trail trail;
    private final Titles titles;
    private final EpochSealer epochs;
    private final List<EventId> badBoxes = new ArrayList<>();

    /** An epoch whose secret is known, and not looked into yet. */
    private record Opened(Event event, Epoch epoch, EpochSealer.Point point, Secret secret) {}

    EpochOpener(LogId log, Desk desk, KeyRing keys, Trail trail, Titles titles) {
        this.log = log;
        this.desk = desk;
        this.keys = keys;
        this.trail = trail;
        this.titles = titles;
        this.epochs = new EpochSealer(desk.crypto());
        String before = BAD_BOX + RowKey.first(log);
        for (Row row :
                desk.platform().store().first(Table.SETTING, before, BAD_BOX + RowKey.end(log), Integer.MAX_VALUE)) {
            badBoxes.add(EventId.of(row.key().substring(before.length())));
        }
    }

    /** Epochs whose box is no good, and of which the others are not told yet. */
    List<EventId> takeBadBoxes() {
        List<EventId> taken = new ArrayList<>();
        for (EventId each : badBoxes) {
            desk.platform().store().remove(Table.SETTING, badBox(each));
            if (desk.room(log).epoch(each).filter(this::forThisDevice).isPresent()) {
                taken.add(each);
            }
        }
        badBoxes.clear();
        return taken;
    }

    private String badBox(EventId epoch) {
        return BAD_BOX + RowKey.of(log, epoch);
    }

    private boolean forThisDevice(Epoch epoch) {
        return epoch.audience().contains(desk.account().device());
    }

    /** Opens an epoch if it is for this device; true if it gave away secrets of earlier ones that were not known. */
    boolean open(Event event, List<ClientEvent> told) {
        Epoch epoch = desk.room(log).epoch(event.id()).get();
        if (!forThisDevice(epoch)) {
            return false;
        }
        Optional<Secret> secret = secret(epoch);
        if (!secret.isPresent()) {
            badBoxes.add(event.id());
            desk.platform().store().put(Table.SETTING, badBox(event.id()), "");
            told.add(new ClientEvent.Problem(
                    "BAD_BOX",
                    "a key that " + desk.author(event).distinctName()
                            + " made does not open here: what is said with it cannot be read on this device. The others are"
                            + " told, and go on with another key"));
            return false;
        }
        boolean more = walkBack(new Opened(event, epoch, point(epoch), secret.get()));
        keys.open(
                epoch,
                secret.get(),
                epochs,
                desk.room(log),
                desk.platform().clock().millis());
        return more;
    }

    /** The secret of an epoch that was opened before: as long as this device's box opens, it can be had again. */
    Optional<Secret> again(EventId id) {
        return desk.room(log).epoch(id).filter(this::forThisDevice).flatMap(this::secret);
    }

    /**
     * The secret of an epoch, through those that it extends: from what is kept of the last of them, or from this device's
     * own box, which opens as long as its sealing key is kept. So who was away longer than joins are kept reads on.
     */
    private Optional<Secret> secret(Epoch epoch) {
        Deque<Epoch> extensions = new ArrayDeque<>();
        Epoch first = epoch;
        Optional<Secret> join = Optional.empty();
        while (!join.isPresent() && extendsMine(first)) {
            extensions.push(first);
            EventId previous = first.head().previous().get();
            join = keys.join(previous);
            first = desk.room(log).epoch(previous).get();
        }
        Optional<Secret> secret = join.isPresent() ? Optional.empty() : boxed(first);
        while (!extensions.isEmpty()) {
            Epoch next = extensions.pop();
            EpochSealer.Point point = point(next);
            Optional<Secret> from = join.isPresent() ? join : secret.map(epochs::join);
            secret = from.map(
                            known -> epochs.extend(point, next.head().previous().get(), known))
                    .filter(derived -> epochs.committed(point, next.head(), derived));
            join = Optional.empty();
        }
        return secret;
    }

    private boolean extendsMine(Epoch epoch) {
        return epoch.head()
                .previous()
                .flatMap(desk.room(log)::epoch)
                .filter(this::forThisDevice)
                .isPresent();
    }

    private Optional<Secret> boxed(Epoch epoch) {
        return desk.events().find(epoch.id()).flatMap(this::ownBox).flatMap(box -> openBox(point(epoch), epoch, box));
    }

    /** Reads what an epoch says of those before it, and goes on from these as far as it gives their secrets. */
    private boolean walkBack(Opened first) {
        boolean keep = EpochMaker.keepsSecrets(first.point().state());
        boolean found = false;
        Set<EventId> seen = new HashSet<>();
        Deque<Opened> open = new ArrayDeque<>();
        open.add(first);
        while (!open.isEmpty()) {
            Opened next = open.poll();
            if (!next.epoch().head().archive().isPresent()) {
                continue;
            }
            Archive archive = epochs.archive(next.point(), next.epoch().head(), next.secret())
                    .orElseGet(Archive::empty);
            Optional<Secret> kept =
                    keep ? Optional.of(new Secret(next.secret().expose().clone())) : Optional.empty();
            trail.add(next.epoch().id(), archive.epochs(), kept);
            archive.card().ifPresent(card -> titles.add(next.event(), card));
            for (Archive.Past past : archive.past()) {
                boolean news = keep && !trail.secret(past.epoch()).isPresent() && seen.add(past.epoch());
                Optional<Opened> before = news ? past(past) : Optional.empty();
                before.ifPresent(open::add);
                found |= before.isPresent();
            }
        }
        return found;
    }

    private Optional<Opened> past(Archive.Past past) {
        Optional<Epoch> epoch = desk.room(log).epoch(past.epoch());
        Optional<Event> event = desk.events().find(past.epoch());
        if (!epoch.isPresent() || !event.isPresent() || !past.secret().isPresent()) {
            return Optional.empty();
        }
        EpochSealer.Point point = point(epoch.get());
        return past.secret()
                .filter(secret -> epochs.committed(point, epoch.get().head(), secret))
                .map(secret -> new Opened(event.get(), epoch.get(), point, secret));
    }

    private EpochSealer.Point point(Epoch epoch) {
        return new EpochSealer.Point(log, epoch.control(), desk.room(log).stateAt(epoch.control()));
    }

    private Optional<Secret> openBox(EpochSealer.Point point, Epoch epoch, EpochBox box) {
        Optional<SealingPair> pair = desk.account().sealing(box.sealing());
        return pair.flatMap(own -> epochs.open(point, epoch.author(), epoch.head(), box, own));
    }

    private Optional<EpochBox> ownBox(Event event) {
        try {
            Payload payload = event.payload();
            if (payload instanceof Payload.Part) {
                EpochPart part = desk.codec().epochs().readPart(((Payload.Part) payload).text());
                return part.box()
                        .map(EpochPart.ProvedBox::box)
                        .filter(box -> box.device().equals(desk.account().device()));
            }
            for (EpochBox box :
                    desk.codec().epochs().readBody(event.body().get()).boxes()) {
                if (box.device().equals(desk.account().device())) {
                    return Optional.of(box);
                }
            }
            return Optional.empty();
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("an accepted epoch cannot be read");
        }
    }
}
