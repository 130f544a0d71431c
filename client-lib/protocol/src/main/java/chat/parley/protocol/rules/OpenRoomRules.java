package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.RoomName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What may be appended to an open room: anybody joins, members speak and make epochs for exactly those who must have
 * them, one leaves only oneself (PROTOCOL.md, section "Open rooms"). Pure: judged by the event and the state at its
 * {@code control} alone.
 */
public final class OpenRoomRules implements RoomRules {
    /** The rules' name in headers. */
    public static final String NAME = "open/1";

    /** Longest namespace, in characters. */
    public static final int MAX_NAMESPACE = 64;

    private final Crypto crypto;
    private final ActCodec acts;
    private final EpochRules epochs;
    private final IdentityLookup identities;

    public OpenRoomRules(Crypto crypto, ActCodec acts, EpochCodec epochs, IdentityLookup identities) {
        this.crypto = crypto;
        this.acts = acts;
        this.epochs = new EpochRules(crypto, epochs, false);
        this.identities = identities;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean virtualGenesis() {
        return true;
    }

    @Override
    public RoomState fold(RoomState state, List<ControlNode> nodes) {
        return state.after(nodes, identities);
    }

    @Override
    public List<EventId> identities(Event event) throws InvalidEventException {
        Act act = acts.read(event);
        if (act instanceof Act.Join) {
            return ((Act.Join) act).identity();
        }
        return act instanceof Act.Devices ? ((Act.Devices) act).identity() : Collections.<EventId>emptyList();
    }

    @Override
    public List<EventId> cites(Event event) throws InvalidEventException {
        Act act = acts.read(event);
        return act instanceof Act.Fork ? ((Act.Fork) act).events() : identities(event);
    }

    /** A join is judged without the members: a thousand joins cost no thousand folds. */
    @Override
    public ControlNode control(Event event, Supplier<RoomState> state, List<Event> cited) throws InvalidEventException {
        Act act = acts.read(event);
        if (act instanceof Act.Join) {
            join(event, (Act.Join) act);
        } else if (act instanceof Act.Leave) {
            mustSpeak(event, state.get());
        } else if (act instanceof Act.Devices) {
            mustSpeak(event, state.get());
            Act.Devices devices = (Act.Devices) act;
            if (!identities.at(devices.user(), devices.identity()).root().isPresent()) {
                throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "not heads of this user's identity");
            }
        } else if (act instanceof Act.Fork) {
            mustSpeak(event, state.get());
            ForkProof.check(event, (Act.Fork) act, cited);
        } else {
            throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "not an event of an open room");
        }
        return ControlNode.of(event, act);
    }

    @Override
    public void content(Event event, RoomState state) throws InvalidEventException {
        mustSpeak(event, state);
    }

    @Override
    public EventId complaint(Event event, RoomState state) throws InvalidEventException {
        mustSpeak(event, state);
        return ((Act.BadBox) acts.read(event)).epoch();
    }

    @Override
    public Epoch epoch(Event event, RoomState state, Optional<Epoch> previous) throws InvalidEventException {
        mustSpeak(event, state);
        return epochs.epoch(event, state, previous);
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

    private static void mustSpeak(Event event, RoomState state) throws InvalidEventException {
        if (!state.speaks(event.user(), event.header().device())) {
            throw new InvalidEventException(RefusalCode.NOT_A_MEMBER, "the author is no member at this point");
        }
    }
}
