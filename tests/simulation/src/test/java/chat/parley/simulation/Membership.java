package chat.parley.simulation;

import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.PlainFold;
import chat.parley.protocol.fixture.PlainState;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.MessageBody;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what in a room, by the second, plainer fold; and who can know an epoch's secret, by its boxes alone. An
 * epoch's own word for whom it is for is not taken: what is said under it is for those who are in where it is said.
 */
final class Membership {
    private static final int MEMBER = 2;
    private static final int ADMIN = 3;
    private static final Set<String> POWER =
            Set.of("invite", "revoke-invite", "kick", "ban", "unban", "rank", "resign");

    private final Chronicle chronicle;
    private final EpochCodec epochs;
    private final PlainFold fold;
    private final Map<EventId, Set<DeviceId>> audiences = new HashMap<>();
    private final Set<EventId> checked = new HashSet<>();

    Membership(Chronicle chronicle, EpochCodec epochs) {
        this.chronicle = chronicle;
        this.epochs = epochs;
        this.fold = new PlainFold(chronicle::get);
    }

    /** I7: it is by a member who may, a message is for nobody else, and if it is an epoch its boxes are those of the members. */
    void check(Event event) {
        boolean coming = event.header().control("join") || event.header().control("create");
        if (identity(event) || coming || !checked.add(event.id())) {
            return;
        }
        PlainState members = before(event);
        if (!members.speaks(event.user(), event.header().device())) {
            throw new Violation("I7", chronicle.name(event.id()) + " is by somebody who is no member");
        }
        if (owned(event) && members.weight(event.user()) < needed(event)) {
            throw new Violation("I7", chronicle.name(event.id()) + " is not for its author's rank");
        }
        if (isEpoch(event)) {
            Set<DeviceId> due = members.devices();
            due.removeAll(audienceBefore(event));
            if (!due.equals(boxes(event))) {
                throw new Violation(
                        "I7", "the boxes of " + chronicle.name(event.id()) + " are not those of the members");
            }
        }
        if (event.header().kind().equals("message")) {
            epoch(event).filter(chronicle::knows).ifPresent(epoch -> checkReaders(event, epoch, members));
        }
    }

    /** Nobody can read what is said who was put out, or in a room with an owner is no member, where it is said. */
    private void checkReaders(Event message, EventId epoch, PlainState members) {
        Set<DeviceId> readers = new TreeSet<>(audience(epoch));
        if (owned(message)) {
            readers.removeAll(members.devices());
        } else {
            readers.retainAll(members.gone());
        }
        if (!readers.isEmpty()) {
            throw new Violation(
                    "I7",
                    chronicle.name(message.id()) + " is under " + chronicle.name(epoch) + ", for devices that are out: "
                            + readers);
        }
    }

    /** What a message is under; empty of one that is none: servers look into no message. */
    static Optional<EventId> epoch(Event message) {
        try {
            return Optional.of(MessageBody.read(message.body().orElseThrow()).epoch());
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private static int needed(Event event) {
        if (event.header().eventClass() == EventClass.CONTROL) {
            return POWER.contains(event.header().kind()) ? ADMIN : 1;
        }
        return event.header().key("badbox") ? 1 : MEMBER;
    }

    private static boolean identity(Event event) {
        return event.header().rules().startsWith("identity/");
    }

    private static boolean owned(Event event) {
        return event.header().rules().startsWith("owned/");
    }

    /** The state just before an event. */
    PlainState before(Event event) {
        return fold.of(chronicle.ancestors(event.id()));
    }

    /** The state after these events of a room, which are all that there are before the last of them. */
    PlainState after(Collection<EventId> events) {
        return fold.of(events);
    }

    /** Every device that can know an epoch's secret. */
    Set<DeviceId> audience(EventId epoch) {
        Set<DeviceId> known = audiences.get(epoch);
        if (known == null) {
            EpochBody body = body(chronicle.get(epoch));
            known = new TreeSet<>();
            if (body.head().previous().isPresent()) {
                known.addAll(audience(body.head().previous().get()));
            }
            for (EpochBox box : body.boxes()) {
                known.add(box.device());
            }
            audiences.put(epoch, known);
        }
        return known;
    }

    /** Those for whom an epoch has boxes. */
    private Set<DeviceId> boxes(Event epoch) {
        Set<DeviceId> devices = new TreeSet<>();
        body(epoch).boxes().forEach(box -> devices.add(box.device()));
        return devices;
    }

    /** The epoch that an extended one extends. */
    private Set<DeviceId> audienceBefore(Event epoch) {
        EpochBody body = body(epoch);
        return body.head().previous().isPresent()
                ? audience(body.head().previous().get())
                : new TreeSet<>();
    }

    private static boolean isEpoch(Event event) {
        return event.header().key(EventCodec.EPOCH);
    }

    private EpochBody body(Event epoch) {
        try {
            return epochs.readBody(epoch.body().orElseThrow());
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
