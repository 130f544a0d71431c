package chat.parley.protocol.rules;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * An owned room's control events without signatures: people act on what they have seen, any set of events closed under
 * causes. Person 0 is the creator; each has two devices, the second of which their identity may revoke.
 */
final class Scene {
    private static final Map<Integer, UserId> USERS = new HashMap<>();
    private static final Map<UserId, Integer> PEOPLE = new HashMap<>();
    private static final Map<Integer, DeviceId> DEVICES = new HashMap<>();
    private static final Map<Integer, List<EventId>> HEADS = new HashMap<>();
    private static final SealingKey KEY = new SealingKey(TestKeys.seed("key"));

    final List<ControlNode> nodes = new ArrayList<>();
    final List<BitSet> pasts = new ArrayList<>();
    private final Map<BitSet, RoomState> states = new HashMap<>();
    private final BiFunction<RoomState, List<ControlNode>, RoomState> fold;

    Scene() {
        this((state, sorted) -> OwnedRoomRules.fold(state, sorted, Scene::identity));
    }

    Scene(BiFunction<RoomState, List<ControlNode>, RoomState> fold) {
        this.fold = fold;
    }

    static UserId user(int who) {
        return USERS.computeIfAbsent(who, n -> {
            UserId user = new UserId(TestKeys.seed("user " + n));
            PEOPLE.put(user, n);
            return user;
        });
    }

    static DeviceId device(int who, int number) {
        return DEVICES.computeIfAbsent(2 * who + number, n -> new DeviceId(TestKeys.seed("device " + n)));
    }

    static int person(UserId user) {
        return PEOPLE.get(user);
    }

    /** Heads that show both devices live, or the second one revoked. */
    static List<EventId> heads(int who, boolean revoked) {
        return HEADS.computeIfAbsent(
                2 * who + (revoked ? 1 : 0), n -> List.of(new EventId(TestKeys.seed("head " + n))));
    }

    static IdentityState identity(UserId user, List<EventId> heads) {
        Integer who = PEOPLE.get(user);
        if (who == null) {
            return IdentityState.EMPTY;
        }
        TreeMap<DeviceId, SealingKey> live = new TreeMap<>(Map.of(device(who, 0), KEY, device(who, 1), KEY));
        Set<DeviceId> revoked = new TreeSet<>();
        if (heads.containsAll(heads(who, true))) {
            live.remove(device(who, 1));
            revoked.add(device(who, 1));
        }
        return new IdentityState(Optional.of(device(who, 0)), live, revoked);
    }

    void create() {
        Charter charter = new Charter(Charter.History.NONE, Optional.empty(), new Hash(TestKeys.seed("nonce")));
        OwnedAct.Create create = new OwnedAct.Create(charter, "0", heads(0, false));
        add(node(0, 0, new BitSet(), create, Rank.OWNER.weight()), new BitSet());
    }

    /** All events so far. */
    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, nodes.size());
        return all;
    }

    /** Somebody who has seen {@code seen} acts; false if that is not accepted. */
    boolean act(int who, int number, BitSet seen, Act act) {
        RoomState state = state(seen);
        if (!accepted(state, who, number, act)) {
            return false;
        }
        int weight = state.hierarchy().orElseThrow().weight(user(who));
        add(node(who, number, seen, act, weight), seen);
        return true;
    }

    void undo() {
        nodes.remove(nodes.size() - 1);
        pasts.remove(pasts.size() - 1);
        states.keySet().removeIf(set -> set.length() > nodes.size());
    }

    RoomState state(BitSet seen) {
        RoomState known = states.get(seen);
        if (known == null) {
            known = fold.apply(RoomState.EMPTY, sorted(seen));
            states.put((BitSet) seen.clone(), known);
        }
        return known;
    }

    List<ControlNode> sorted(BitSet seen) {
        List<ControlNode> sorted = new ArrayList<>();
        seen.stream().forEach(i -> sorted.add(nodes.get(i)));
        sorted.sort(ControlNode.ORDER);
        return sorted;
    }

    boolean concurrent(int one, int two) {
        return one != two && !pasts.get(one).get(two) && !pasts.get(two).get(one);
    }

    /** The events of {@code of} and all before them. */
    BitSet closure(BitSet of) {
        BitSet closure = (BitSet) of.clone();
        of.stream().forEach(i -> closure.or(pasts.get(i)));
        return closure;
    }

    List<EventId> maximal(BitSet seen) {
        BitSet left = (BitSet) seen.clone();
        seen.stream().forEach(i -> left.andNot(pasts.get(i)));
        List<EventId> ids = new ArrayList<>();
        left.stream().forEach(i -> ids.add(nodes.get(i).id()));
        Collections.sort(ids);
        return ids;
    }

    /** A graph to which the events come in a random order, causes first, and which is asked for a state now and then. */
    RoomState arrived(Random random) {
        ControlGraph<RoomState> graph = new ControlGraph<>(RoomState.EMPTY, fold);
        BitSet here = new BitSet();
        while (here.cardinality() < nodes.size()) {
            List<Integer> ready = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                BitSet missing = (BitSet) pasts.get(i).clone();
                missing.andNot(here);
                if (!here.get(i) && missing.isEmpty()) {
                    ready.add(i);
                }
            }
            int next = ready.get(random.nextInt(ready.size()));
            here.set(next);
            graph.add(nodes.get(next));
            if (random.nextBoolean()) {
                graph.stateAt(nodes.get(next).control());
                graph.stateAt(List.of(nodes.get(next).id()));
                assertThat(graph.stateAt(maximal(here))).isEqualTo(state(here));
            }
        }
        return graph.stateAt(maximal(here));
    }

    private static boolean accepted(RoomState state, int who, int number, Act act) {
        Hierarchy ranks = state.hierarchy().orElseThrow();
        if (act instanceof OwnedAct.Enter enter) {
            return !state.gone().contains(device(who, number))
                    && Powers.entry(ranks, user(who), enter).isPresent();
        }
        boolean stranger = act instanceof OwnedAct.Kick kick && !ranks.seats().containsKey(kick.user());
        return state.speaks(user(who), device(who, number))
                && !stranger
                && !(act instanceof OwnedAct.OfPower power
                        && Powers.refusal(ranks, user(who), power).isPresent());
    }

    private void add(ControlNode node, BitSet past) {
        nodes.add(node);
        pasts.add((BitSet) past.clone());
    }

    private ControlNode node(int who, int number, BitSet seen, Act act, int weight) {
        long lamport =
                seen.stream().mapToLong(i -> nodes.get(i).lamport() + 1).max().orElse(0);
        ControlNode.Author author = new ControlNode.Author(user(who), device(who, number));
        EventId id = new EventId(TestKeys.seed(who + "/" + number + seen + act + nodes.size()));
        return new ControlNode(id, lamport, author, maximal(seen), act, weight);
    }
}
