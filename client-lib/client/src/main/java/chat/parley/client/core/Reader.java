package chat.parley.client.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.Epoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what is new in one room: has epochs opened, decrypts messages. It runs inside the transaction that stores the events,
 * so that each message is read once and its key is gone when it is stored.
 */
final class Reader {
    private static final String NEWER = "it is of a kind that needs a newer version";

    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final KeyRing keys;
    private final Messages messages;
    private final EpochOpener opener;
    private final Trail trail;
    private final Titles titles;
    private final Unread lost;
    private final EpochSealer epochs;
    private final MessageSealer sealer;
    private final ContentCodec contents = new ContentCodec();
    private int beforeJoining;

    Reader(
            RoomRef room,
            LogId log,
            Desk desk,
            KeyRing keys,
            Messages messages,
            EpochOpener opener,
            Trail trail,
            Titles titles,
            Unread lost) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.keys = keys;
        this.messages = messages;
        this.opener = opener;
        this.trail = trail;
        this.titles = titles;
        this.lost = lost;
        this.epochs = new EpochSealer(desk.crypto());
        this.sealer = new MessageSealer(desk.crypto());
    }

    /** Reads events of others, causes before effects, and adds what is to be told. */
    void read(List<Event> events, List<ClientEvent> told) {
        List<Event> others = new ArrayList<>();
        for (Event event : events) {
            if (!event.header().device().equals(desk.account().device())) {
                others.add(event);
            }
        }
        beforeJoining = 0;
        if (EpochMaker.keepsSecrets(desk.room(log).state())) {
            readAll(others, told);
        } else {
            for (Event event : others) {
                if (event.header().key(EventCodec.EPOCH)) {
                    opener.open(event, told);
                } else if (event.header().eventClass() == EventClass.CONTENT) {
                    content(event, told);
                }
            }
        }
        if (beforeJoining > 0) {
            told.add(new ClientEvent.BeforeJoining(room, beforeJoining));
        }
        if (desk.events().floor(log).equals(Position.BEGIN)) {
            keys.forgetSkipped();
        }
    }

    /** After a start: reads what is of a kind that is known by now, and tells again what still cannot be read. */
    void readAgain(List<ClientEvent> told) {
        for (Event event : lost.takeBefore()) {
            Optional<Content> content = contents.read(lost.text(event));
            if (content.filter(known -> !(known instanceof Content.Unknown)).isPresent()) {
                lost.forget(event);
                said(event, content.get(), told);
            } else {
                told.add(lost.unreadable(event));
            }
        }
    }

    /** Where newcomers may read all: what was said before comes first, as soon as its keys are here. */
    private void readAll(List<Event> events, List<ClientEvent> told) {
        boolean more = false;
        for (Event event : events) {
            more |= event.header().key(EventCodec.EPOCH) && opener.open(event, told);
        }
        if (more) {
            Set<Event> news = new HashSet<>(events);
            for (Event event : desk.events().between(log, desk.events().floor(log), Position.END)) {
                boolean own = event.header().device().equals(desk.account().device());
                if (event.header().eventClass() == EventClass.CONTENT
                        && !own
                        && !news.contains(event)
                        && !messages.contains(event.id())) {
                    content(event, told);
                }
            }
        }
        for (Event event : events) {
            if (event.header().eventClass() == EventClass.CONTENT) {
                content(event, told);
            }
        }
        if (trail.tips().isEmpty()) {
            beforeJoining = 0;
        }
    }

    private void content(Event event, List<ClientEvent> told) {
        String kind = event.header().kind();
        if (kind.equals(Writer.MERGE)) {
            return;
        }
        if (!kind.equals(Writer.MESSAGE)) {
            unread(event, NEWER, told);
        } else if (!event.body().isPresent()) {
            unread(event, "its text is no longer kept", told);
        } else {
            guarded(event, told);
        }
    }

    /** A poisonous event harms only itself (I11); after a store that failed nothing is committed all the same. */
    private void guarded(Event event, List<ClientEvent> told) {
        try {
            message(event, told);
        } catch (RuntimeException e) {
            unread(event, "it cannot be read here", told);
        }
    }

    private void message(Event event, List<ClientEvent> told) {
        MessageBody body;
        try {
            body = MessageBody.read(event.body().get());
        } catch (MalformedJsonException e) {
            unread(event, "it is malformed", told);
            return;
        }
        Optional<Epoch> epoch = desk.room(log).epoch(body.epoch());
        if (!epoch.isPresent()) {
            unread(event, "it names no key of this room", told);
            return;
        }
        if (!forThisStore(epoch.get()) && !trail.secret(body.epoch()).isPresent()) {
            beforeJoining++;
            return;
        }
        Optional<byte[]> text = decrypt(event, body);
        if (!text.isPresent()) {
            unread(event, "its key does not open it", told);
            return;
        }
        Optional<Content> content = contents.read(text.get());
        if (!content.isPresent()) {
            unread(event, "it is malformed", told);
        } else if (content.get() instanceof Content.Unknown) {
            lost.keep(event, NEWER, Optional.of(new String(text.get(), UTF_8)), told);
        } else {
            lost.forget(event);
            said(event, content.get(), told);
        }
    }

    private void said(Event event, Content content, List<ClientEvent> told) {
        if (content instanceof Content.File file
                && !event.header().blobs().contains(file.blob().id())) {
            unread(event, "it is about a file that it does not name to the servers", told);
        } else if (content instanceof Content.Title) {
            titles.add(event, ((Content.Title) content).card());
        } else {
            messages.add(event, desk.author(event), content, desk.room(log).hidden(event), told);
        }
    }

    /**
     * Whether the key should be here. One for a device that this store has retired may have come too late; where secrets
     * are kept the next epoch brings it.
     */
    private boolean forThisStore(Epoch epoch) {
        return epoch.audience().contains(desk.account().device())
                || !EpochMaker.keepsSecrets(desk.room(log).state())
                        && !Collections.disjoint(
                                epoch.audience(), desk.account().retired());
    }

    private Optional<byte[]> decrypt(Event event, MessageBody body) {
        DeviceId device = event.header().device();
        MessageSealer.Origin origin = new MessageSealer.Origin(
                log, event.user(), device, event.header().seq());
        Optional<byte[]> text =
                keys.skipped(body.epoch(), device, body.index()).flatMap(key -> sealer.open(origin, key, body));
        if (text.isPresent()) {
            keys.forgetSkipped(body.epoch(), device, body.index());
            return text;
        }
        Optional<Chain> chain = chain(body, device);
        return chain.isPresent() ? decrypt(origin, chain.get(), body) : Optional.empty();
    }

    /** Steps over what is not here. While older messages are not loaded, the keys of those are kept: they are to come. */
    private Optional<byte[]> decrypt(MessageSealer.Origin origin, Chain from, MessageBody body) {
        boolean kept =
                keys.chain(body.epoch(), origin.device()).filter(from::equals).isPresent();
        boolean below = kept && !desk.events().floor(log).equals(Position.BEGIN);
        SortedMap<Long, Secret> passed = new TreeMap<>();
        Chain at = from;
        while (at.index() < body.index()) {
            if (below) {
                passed.put(at.index(), at.messageKey(desk.crypto()));
            }
            Chain next = at.step(desk.crypto());
            if (at != from) {
                at.next().wipe();
            }
            at = next;
        }
        Optional<byte[]> text = sealer.open(origin, at, body);
        if (text.isPresent() && kept) {
            passed.forEach((index, key) -> keys.skip(body.epoch(), origin.device(), index, key));
            Chain next = at.step(desk.crypto());
            if (at != from) {
                at.next().wipe();
            }
            keys.put(body.epoch(), origin.device(), next);
        } else {
            passed.values().forEach(Secret::wipe);
            if (!kept || at != from) {
                at.next().wipe();
            }
            if (!kept && at != from) {
                from.next().wipe();
            }
        }
        return text;
    }

    /**
     * Where the chain is that leads to a message. One that is not kept any more begins again: from the epoch's secret where
     * secrets are kept, else from this device's box.
     */
    private Optional<Chain> chain(MessageBody body, DeviceId device) {
        if (body.index() > Chain.MAX_INDEX) {
            return Optional.empty();
        }
        Optional<Chain> next = keys.chain(body.epoch(), device);
        if (next.filter(chain -> chain.index() <= body.index()).isPresent()) {
            return next;
        }
        Optional<Secret> kept = trail.secret(body.epoch());
        if (kept.isPresent()) {
            return kept.map(secret -> first(body.epoch(), device, secret));
        }
        Optional<Secret> boxed = opener.again(body.epoch());
        Optional<Chain> again = boxed.map(secret -> first(body.epoch(), device, secret));
        boxed.ifPresent(Secret::wipe);
        if (!next.isPresent()) {
            again.ifPresent(chain -> keys.put(body.epoch(), device, chain));
        }
        return again;
    }

    private Chain first(EventId epoch, DeviceId device, Secret secret) {
        return new Chain(epochs.chain(log, epoch, device, secret), 0);
    }

    private void unread(Event event, String why, List<ClientEvent> told) {
        lost.keep(event, why, Optional.empty(), told);
    }
}
