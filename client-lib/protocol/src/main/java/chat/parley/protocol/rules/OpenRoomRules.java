package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.epoch.EpochPart;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.RoomName;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may be appended to an open room: anybody joins, members speak and make epochs for exactly those who must have
 * them, one leaves only oneself (PROTOCOL.md, section "Open rooms"). Pure: judged by the event and the state at its
 * {@code control} alone.
 */
public final class OpenRoomRules {
    /** The rules' name in headers. */
    public static final String NAME = "open/1";

    /** Longest namespace, in characters. */
    public static final int MAX_NAMESPACE = 64;

    private final Crypto crypto;
    private final ActCodec acts;
    private final EpochCodec epochs;
    private final IdentityLookup identities;

    public OpenRoomRules(Crypto crypto, ActCodec acts, EpochCodec epochs, IdentityLookup identities) {
        this.crypto = crypto;
        this.acts = acts;
        this.epochs = epochs;
        this.identities = identities;
    }

    /** Applies control events, in the log's order, to a state. */
    public RoomState fold(RoomState state, List<ControlNode> nodes) {
        return state.after(nodes, identities);
    }

    /** The events of other logs, or elsewhere in this one, that must be stored before this one can be. */
    public List<EventId> cites(Event event) throws InvalidEventException {
        Act act = acts.read(event);
        if (act instanceof Act.Join) {
            return ((Act.Join) act).identity();
        }
        if (act instanceof Act.Devices) {
            return ((Act.Devices) act).identity();
        }
        return act instanceof Act.Fork ? ((Act.Fork) act).events() : Collections.<EventId>emptyList();
    }

    /**
     * Judges a control event, all that it cites being stored.
     *
     * @param cited the events of {@link #cites}
     */
    public ControlNode control(Event event, RoomState state, List<Event> cited) throws InvalidEventException {
        Act act = acts.read(event);
        if (act instanceof Act.Join) {
            join(event, (Act.Join) act);
        } else if (act instanceof Act.Leave) {
            mustSpeak(event, state);
        } else if (act instanceof Act.Devices) {
            mustSpeak(event, state);
            Act.Devices devices = (Act.Devices) act;
            if (!identities.at(devices.user(), devices.identity()).root().isPresent()) {
                throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "not heads of this user's identity");
            }
        } else if (act instanceof Act.Fork) {
            mustSpeak(event, state);
            fork(event, (Act.Fork) act, cited);
        } else {
            throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "not an event of an open room");
        }
        return ControlNode.of(event, act);
    }

    /** Judges a key event that is no epoch, or a content event. */
    public void other(Event event, RoomState state) throws InvalidEventException {
        mustSpeak(event, state);
    }

    /** Judges a complaint about an epoch and returns the epoch complained of. */
    public EventId complaint(Event event, RoomState state) throws InvalidEventException {
        mustSpeak(event, state);
        return ((Act.BadBox) acts.read(event)).epoch();
    }

    /**
     * Judges an epoch. Whole bodies are checked box by box; parts by their count and by the place of the box in them.
     *
     * @param previous the epoch that it extends, if that is one of its parents
     */
    public Epoch epoch(Event event, RoomState state, Optional<Epoch> previous) throws InvalidEventException {
        mustSpeak(event, state);
        try {
            Optional<EpochBody> whole = Optional.empty();
            Optional<EpochPart> part = Optional.empty();
            if (event.payload() instanceof Payload.Whole) {
                whole = Optional.of(epochs.readBody(((Payload.Whole) event.payload()).text()));
            } else if (event.payload() instanceof Payload.Part) {
                part = Optional.of(epochs.readPart(((Payload.Part) event.payload()).text()));
            } else {
                throw new InvalidEventException(RefusalCode.BAD_BODY, "the body is missing");
            }
            EpochHead head = whole.isPresent() ? whole.get().head() : part.get().head();
            if (!head.state().equals(state.hash(crypto))) {
                throw new InvalidEventException(RefusalCode.BAD_STATE, "the room's state is another one");
            }
            if (head.extended() && !previous.isPresent()) {
                throw new InvalidEventException(RefusalCode.BAD_PARENTS, "the epoch that is extended is a parent");
            }
            if (head.extended()
                    && !previous.get().audience().contains(event.header().device())) {
                throw new InvalidEventException(
                        RefusalCode.BAD_AUDIENCE,
                        "who extends an epoch is in its audience: others cannot know its secret");
            }
            SortedMap<DeviceId, SealingKey> due = state.devices();
            Set<DeviceId> audience = new TreeSet<>(due.keySet());
            if (head.extended()) {
                due = new TreeMap<>(due);
                due.keySet().removeAll(previous.get().audience());
                audience.addAll(previous.get().audience());
            }
            boolean right = whole.isPresent() ? exactly(whole.get(), due) : fits(part.get(), due);
            if (!right || due.isEmpty() || !Collections.disjoint(audience, state.gone())) {
                throw new InvalidEventException(RefusalCode.BAD_AUDIENCE, "the boxes are not for those due");
            }
            return new Epoch(
                    new Epoch.Position(
                            event.id(), event.header().lamport(), event.header().time()),
                    event.header().device(),
                    head,
                    event.header().control(),
                    Collections.unmodifiableSet(audience));
        } catch (MalformedJsonException e) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, e.getMessage());
        }
    }

    private void join(Event event, Act.Join join) throws InvalidEventException {
        // Whether a name is in RoomName's form depends on a Unicode version: acceptance must not. The log's id vouches
        // for the name, and nobody opens a room whose name is in another form.
        String room = join.room();
        if (room.isEmpty()
                || room.codePointCount(0, room.length()) > RoomName.MAX_CODE_POINTS
                || join.namespace().length() > MAX_NAMESPACE) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, "not the form of a room's name");
        }
        if (!OpenRoom.id(crypto, join.namespace(), room).equals(event.log())) {
            throw new InvalidEventException(RefusalCode.WRONG_LOG, "the name is another room's");
        }
        IdentityState identity = identities.at(event.user(), join.identity());
        if (!identity.live().containsKey(event.header().device())) {
            throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "the device is none of this user's");
        }
    }

    private static void fork(Event event, Act.Fork fork, List<Event> cited) throws InvalidEventException {
        Event one = cited.get(0);
        Event two = cited.get(1);
        boolean proof = one.log().equals(event.log())
                && two.log().equals(event.log())
                && one.user().equals(fork.user())
                && two.user().equals(fork.user())
                && one.header().device().equals(fork.device())
                && two.header().device().equals(fork.device())
                && one.header().seq() == two.header().seq();
        if (!proof) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, "these two events prove no fork");
        }
    }

    private static boolean exactly(EpochBody body, SortedMap<DeviceId, SealingKey> due) {
        if (body.boxes().size() != due.size()) {
            return false;
        }
        Iterator<Map.Entry<DeviceId, SealingKey>> expected = due.entrySet().iterator();
        for (EpochBox box : body.boxes()) {
            Map.Entry<DeviceId, SealingKey> each = expected.next();
            if (!box.device().equals(each.getKey()) || !box.sealing().equals(each.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(EpochPart part, SortedMap<DeviceId, SealingKey> due) {
        if (part.head().count() != due.size() || !part.box().isPresent()) {
            return part.head().count() == due.size();
        }
        EpochPart.ProvedBox own = part.box().get();
        DeviceId device = own.box().device();
        return own.box().sealing().equals(due.get(device))
                && own.index() == due.headMap(device).size() + 1;
    }

    private static void mustSpeak(Event event, RoomState state) throws InvalidEventException {
        if (!state.speaks(event.user(), event.header().device())) {
            throw new InvalidEventException(RefusalCode.NOT_A_MEMBER, "the author is no member at this point");
        }
    }
}
