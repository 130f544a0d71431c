package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What may be appended to an owned room: members act as their rank allows, others only redeem an invitation (PROTOCOL.md,
 * section "Owned rooms"). Pure.
 */
public final class OwnedRoomRules implements RoomRules {
    /** The rules' name in headers. */
    public static final String NAME = "owned/1";

    private final Crypto crypto;
    private final ActCodec acts;
    private final EpochRules epochs;
    private final IdentityLookup identities;

    public OwnedRoomRules(Crypto crypto, ActCodec acts, EpochCodec epochs, IdentityLookup identities) {
        this.crypto = crypto;
        this.acts = acts;
        this.epochs = new EpochRules(crypto, epochs, true);
        this.identities = identities;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean virtualGenesis() {
        return false;
    }

    @Override
    public RoomState fold(RoomState state, List<ControlNode> nodes) {
        return fold(state, nodes, identities);
    }

    static RoomState fold(RoomState state, List<ControlNode> nodes, IdentityLookup identities) {
        if (!state.hierarchy().isPresent()) {
            return new Judgement(nodes, identities).state();
        }
        // One event behind all others: nothing is concurrent with it, so it is judged last and voids nothing.
        OwnedFold run = new OwnedFold(state, identities);
        nodes.forEach(run::apply);
        return run.state();
    }

    @Override
    public List<EventId> identities(Event event) throws InvalidEventException {
        Act act = acts.read(event);
        if (act instanceof OwnedAct.Create create) {
            return create.identity();
        } else if (act instanceof OwnedAct.Enter enter) {
            return enter.identity();
        }
        return act instanceof OwnedAct.Refresh refresh ? refresh.identity() : Collections.<EventId>emptyList();
    }

    @Override
    public List<EventId> cites(Event event) throws InvalidEventException {
        Act act = acts.read(event);
        List<EventId> cited = new ArrayList<>(identities(event));
        cited.addAll(act instanceof Act.Fork fork ? fork.events() : seen(act));
        return cited;
    }

    @Override
    public ControlNode control(Event event, Supplier<RoomState> at, List<Event> cited) throws InvalidEventException {
        Act act = acts.read(event);
        if (event.header().genesis() != act instanceof OwnedAct.Create) {
            throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "an owned room begins with its creation");
        }
        if (act instanceof OwnedAct.Create create) {
            create(event, create);
            return ControlNode.of(event, act, Rank.OWNER.weight());
        }
        RoomState state = at.get();
        UserId author = event.user();
        if (act instanceof OwnedAct.Enter enter) {
            enter(event, enter, state);
        } else {
            mustSpeak(event, state);
        }
        if (act instanceof OwnedAct.OfPower power) {
            power(author, power, state.hierarchy().get());
        } else if (act instanceof OwnedAct.Refresh refresh) {
            if (!identities.at(refresh.user(), refresh.identity()).root().isPresent()) {
                throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "not heads of this user's identity");
            }
        } else if (act instanceof Act.Fork fork) {
            ForkProof.check(event, fork, cited);
        } else if (!(act instanceof OwnedAct.Enter || act instanceof Act.Leave)) {
            throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "not an event of an owned room");
        }
        checkSeen(event, act, cited);
        return ControlNode.of(event, act, state.hierarchy().get().weight(author));
    }

    @Override
    public Epoch epoch(Event event, RoomState state, Optional<Epoch> previous) throws InvalidEventException {
        mustWrite(event, state);
        return epochs.epoch(event, state, previous);
    }

    @Override
    public EventId complaint(Event event, RoomState state) throws InvalidEventException {
        mustSpeak(event, state);
        return ((Act.BadBox) acts.read(event)).epoch();
    }

    @Override
    public void content(Event event, RoomState state) throws InvalidEventException {
        mustWrite(event, state);
    }

    private void create(Event event, OwnedAct.Create create) throws InvalidEventException {
        if (create.charter().peer().filter(event.user()::equals).isPresent()) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, "nobody is their own peer");
        }
        mustLive(event, create.identity());
    }

    private void enter(Event event, OwnedAct.Enter enter, RoomState state) throws InvalidEventException {
        mustLive(event, enter.identity());
        DeviceId device = event.header().device();
        if (state.gone().contains(device)) {
            throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "the device is out of this room for good");
        }
        if (!state.hierarchy().isPresent()
                || OwnedRoom.refusal(state.hierarchy().get(), event.user(), enter)
                        .isPresent()) {
            throw new InvalidEventException(RefusalCode.NOT_INVITED, "no invitation for this person is open here");
        }
        Hierarchy ranks = state.hierarchy().get();
        Hierarchy.Invitation invitation =
                enter.invitation().map(ranks.invitations()::get).orElse(null);
        boolean member = ranks.seats().containsKey(event.user());
        if (!member && invitation != null && invitation.invited() instanceof OwnedAct.Link link) {
            boolean proved = enter.proof().isPresent()
                    && OwnedRoom.proves(crypto, link.key(), enter.proof().get(), event.log(), event.user(), device);
            if (!proved) {
                throw new InvalidEventException(RefusalCode.BAD_KEY, "the link's key has not signed for this device");
            }
        }
    }

    private static void power(UserId author, OwnedAct.OfPower act, Hierarchy ranks) throws InvalidEventException {
        Optional<RefusalCode> refusal = OwnedRoom.refusal(ranks, author, act);
        if (refusal.isPresent()) {
            throw new InvalidEventException(
                    refusal.get(),
                    refusal.get() == RefusalCode.TOO_MANY
                            ? "the room has no place for one more"
                            : "the author's rank does not allow this here");
        }
    }

    /** What a removal's author has seen: events of this room by the one concerned, one of each device. */
    private void checkSeen(Event event, Act act, List<Event> cited) throws InvalidEventException {
        List<EventId> seen = seen(act);
        Set<DeviceId> devices = new HashSet<>();
        for (Event each : cited) {
            if (seen.contains(each.id())) {
                boolean right = each.log().equals(event.log()) && each.user().equals(concerned(act));
                if (!right || !devices.add(each.header().device())) {
                    throw new InvalidEventException(RefusalCode.BAD_BODY, "these are not the last events seen");
                }
            }
        }
    }

    private static List<EventId> seen(Act act) {
        if (act instanceof OwnedAct.Kick kick) {
            return kick.seen();
        } else if (act instanceof OwnedAct.Ban ban) {
            return ban.seen();
        }
        return act instanceof OwnedAct.Refresh refresh ? refresh.seen() : Collections.<EventId>emptyList();
    }

    private static UserId concerned(Act act) {
        if (act instanceof OwnedAct.Kick kick) {
            return kick.user();
        }
        return act instanceof OwnedAct.Ban ban ? ban.user() : ((OwnedAct.Refresh) act).user();
    }

    private void mustLive(Event event, List<EventId> heads) throws InvalidEventException {
        if (!identities
                .at(event.user(), heads)
                .live()
                .containsKey(event.header().device())) {
            throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "the device is none of this user's");
        }
    }

    private static void mustSpeak(Event event, RoomState state) throws InvalidEventException {
        if (!state.speaks(event.user(), event.header().device())) {
            throw new InvalidEventException(RefusalCode.NOT_A_MEMBER, "the author is no member at this point");
        }
    }

    private static void mustWrite(Event event, RoomState state) throws InvalidEventException {
        mustSpeak(event, state);
        if (!state.hierarchy().get().atLeast(event.user(), Rank.MEMBER)) {
            throw new InvalidEventException(RefusalCode.NOT_ALLOWED, "guests only read");
        }
    }
}
