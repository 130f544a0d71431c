package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochPart;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.RoomState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is new in one room: opens epochs, decrypts messages. It runs inside the transaction that stores the events,
 * so that each message is read once and its key is gone when it is stored.
 */
final class Reader {
    private static final String NEWER = "it is of a kind that needs a newer version";

    private final RoomRef room;
    private final LogId log;
    private final Desk desk;
    private final KeyRing keys;
    private final Messages messages;
    private final EpochSealer epochs;
    private final MessageSealer sealer;
    private final ContentCodec contents = new ContentCodec();
    private final List<EventId> badBoxes = new ArrayList<>();
    private int beforeJoining;

    Reader(RoomRef room, LogId log, Desk desk, KeyRing keys, Messages messages) {
        this.room = room;
        this.log = log;
        this.desk = desk;
        this.keys = keys;
        this.messages = messages;
        this.epochs = new EpochSealer(desk.crypto());
        this.sealer = new MessageSealer(desk.crypto());
    }

    /** Reads events of others, causes before effects, and adds what is to be told. */
    void read(List<Event> events, List<ClientEvent> told) {
        beforeJoining = 0;
        for (Event event : events) {
            if (event.header().device().equals(desk.account().device())) {
                continue;
            }
            if (event.header().key(EventCodec.EPOCH)) {
                open(event, told);
            } else if (event.header().eventClass() == EventClass.CONTENT) {
                content(event, told);
            }
        }
        if (beforeJoining > 0) {
            told.add(new ClientEvent.BeforeJoining(room, beforeJoining));
        }
    }

    /** Epochs whose box is no good, since the last call. */
    List<EventId> takeBadBoxes() {
        List<EventId> taken = new ArrayList<>(badBoxes);
        badBoxes.clear();
        return taken;
    }

    private void open(Event event, List<ClientEvent> told) {
        RoomLog here = desk.room(log);
        Epoch epoch = here.epoch(event.id()).get();
        DeviceId me = desk.account().device();
        if (!epoch.audience().contains(me)) {
            return;
        }
        RoomState state = here.stateAt(epoch.control());
        EpochSealer.Point point = new EpochSealer.Point(log, epoch.control(), state);
        Optional<Secret> secret;
        Optional<EventId> previous = epoch.head().previous();
        if (previous.isPresent() && here.epoch(previous.get()).get().audience().contains(me)) {
            secret = keys.join(previous.get())
                    .map(join -> epochs.extend(point, previous.get(), join))
                    .filter(derived -> epochs.committed(point, epoch.head(), derived));
        } else {
            secret = ownBox(event).flatMap(box -> openBox(point, epoch, box));
        }
        if (secret.isPresent()) {
            keys.open(epoch, secret.get(), epochs, desk.platform().clock().millis());
        } else {
            badBoxes.add(event.id());
            Person author = person(event);
            told.add(new ClientEvent.Problem(
                    "BAD_BOX",
                    "a key that " + author.distinctName() + " made does not open here; a new one is being made"));
        }
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

    private void content(Event event, List<ClientEvent> told) {
        String kind = event.header().kind();
        if (kind.equals(Writer.MERGE)) {
            return;
        }
        if (!kind.equals(Writer.MESSAGE)) {
            told.add(unreadable(event, NEWER));
        } else if (!event.body().isPresent()) {
            told.add(unreadable(event, "its text is no longer kept"));
        } else {
            message(event, told);
        }
    }

    private void message(Event event, List<ClientEvent> told) {
        MessageBody body;
        try {
            body = MessageBody.read(event.body().get());
        } catch (MalformedJsonException e) {
            told.add(unreadable(event, "it is malformed"));
            return;
        }
        Optional<Epoch> epoch = desk.room(log).epoch(body.epoch());
        if (!epoch.isPresent()) {
            told.add(unreadable(event, "it names no key of this room"));
            return;
        }
        if (!forThisStore(epoch.get())) {
            beforeJoining++;
            return;
        }
        Optional<byte[]> text = decrypt(event, body);
        if (!text.isPresent()) {
            told.add(unreadable(event, "its key does not open it"));
            return;
        }
        Optional<Content> content = contents.read(text.get());
        if (!content.isPresent()) {
            told.add(unreadable(event, "it is malformed"));
        } else if (content.get() instanceof Content.Unknown) {
            told.add(unreadable(event, NEWER));
        } else {
            messages.add(event, person(event), content.get(), desk.room(log).hidden(event), told);
        }
    }

    private boolean forThisStore(Epoch epoch) {
        return epoch.audience().contains(desk.account().device())
                || !Collections.disjoint(epoch.audience(), desk.account().retired());
    }

    private Optional<byte[]> decrypt(Event event, MessageBody body) {
        DeviceId device = event.header().device();
        Optional<Chain> chain = keys.chain(body.epoch(), device);
        if (!chain.isPresent() || body.index() < chain.get().index() || body.index() > Chain.MAX_INDEX) {
            return Optional.empty();
        }
        Chain at = chain.get();
        while (at.index() < body.index()) {
            at = at.step(desk.crypto());
        }
        MessageSealer.Origin origin = new MessageSealer.Origin(
                log, event.user(), device, event.header().seq());
        Optional<byte[]> text = sealer.open(origin, at, body);
        if (text.isPresent()) {
            keys.put(body.epoch(), device, at.step(desk.crypto()));
        }
        return text;
    }

    private ClientEvent unreadable(Event event, String why) {
        return new ClientEvent.Unreadable(
                room,
                event.id(),
                person(event),
                Instant.ofEpochMilli(event.header().time()),
                why);
    }

    private Person person(Event event) {
        UserId user = event.user();
        RoomState.Member member =
                desk.room(log).stateAt(event.header().control()).members().get(user);
        return new Person(
                user,
                member == null ? "?" : member.name(),
                user.equals(desk.account().user()));
    }
}
