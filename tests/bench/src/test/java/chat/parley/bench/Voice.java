package chat.parley.bench;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.rules.OpenRoomRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A member who speaks: it encrypts, signs and places its messages as a client does, after all that it has heard, and makes
 * a fresh epoch as often as a client must. It does not check what it hears: that is not what is measured.
 */
final class Voice {
    /** Messages of one sender under one epoch, for rooms of up to so many devices. */
    private static final int MIN_MESSAGES = 100;

    private static final EventCodec CODEC = new EventCodec(CRYPTO);

    private final Member member;
    private final LogId room;
    private final EpochSealer.Point point;
    private final EpochSealer sealer = new EpochSealer(CRYPTO);
    private final MessageSealer messages = new MessageSealer(CRYPTO);
    private final TreeSet<EventId> heads = new TreeSet<>();
    private long lamport;
    private long seq;
    private Optional<EventId> prev;
    private Optional<Chain> chain = Optional.empty();
    private EventId epoch;

    Voice(Member member, TestRoom room) {
        this.member = member;
        this.room = room.id();
        EventCodec.Place place = room.place(device());
        this.point = room.point(device());
        this.heads.addAll(place.parents());
        this.lamport = place.lamport() - 1;
        this.seq = place.seq() - 1;
        this.prev = place.prev();
    }

    Member member() {
        return member;
    }

    /** A text, and before it a new epoch if it is time for one. */
    List<Event> say(byte[] text) {
        List<Event> events = new ArrayList<>(2);
        if (chain.isEmpty()
                || chain.get().index()
                        >= Math.max(MIN_MESSAGES, point.state().devices().size())) {
            var secret = CRYPTO.newSecret();
            String body = CODEC.epochs().write(sealer.fresh(point, device().signing(), secret));
            Event event = write(EventClass.KEY, EventCodec.EPOCH, body);
            epoch = event.id();
            chain = Optional.of(new Chain(sealer.chain(room, epoch, device().id(), secret), 0));
            events.add(event);
        }
        MessageSealer.Origin origin = new MessageSealer.Origin(room, device().user(), device().id(), seq + 1);
        String body = messages.seal(origin, epoch, chain.get(), text).write();
        chain = Optional.of(chain.get().step(CRYPTO));
        events.add(write(EventClass.CONTENT, "message", body));
        return events;
    }

    /** Another voice's event has come. */
    void heard(Event event) {
        heads.removeAll(event.header().parents());
        event.header().prev().ifPresent(heads::remove);
        heads.add(event.id());
        lamport = Math.max(lamport, event.header().lamport());
    }

    private Event write(EventClass kind, String name, String body) {
        List<EventId> parents = new ArrayList<>(heads);
        prev.ifPresent(parents::remove);
        while (parents.size() > Header.MAX_PARENTS) {
            parents.remove(parents.size() - 1);
        }
        EventCodec.Place place =
                new EventCodec.Place(Optional.of(room), seq + 1, prev, parents, point.control(), lamport + 1);
        Event event = CODEC.sign(
                new EventCodec.Draft(
                        OpenRoomRules.NAME, kind, name, device().author(), body, System.currentTimeMillis()),
                place,
                device().signing());
        heads.removeAll(parents);
        prev.ifPresent(heads::remove);
        heads.add(event.id());
        lamport++;
        seq++;
        prev = Optional.of(event.id());
        return event;
    }

    private TestDevice device() {
        return member.person().device();
    }
}
