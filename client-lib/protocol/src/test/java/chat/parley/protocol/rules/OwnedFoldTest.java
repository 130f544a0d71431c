package chat.parley.protocol.rules;

import static chat.parley.protocol.rules.Scene.device;
import static chat.parley.protocol.rules.Scene.heads;
import static chat.parley.protocol.rules.Scene.user;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LinkKey;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Owned rooms: fold")
class OwnedFoldTest {
    private static final int OWNER = 0;
    private static final int ADMIN = 1;
    private static final int MEMBER = 2;
    private static final int PEOPLE = 3;

    private long checked;

    @Test
    @DisplayName(
            "I8, I6, A33, A34: whatever up to five of three people's acts, seen in any way, the fold keeps its word")
    void fold_ofAllSmallHistories_keepsItsWord() {
        Scene scene = begun();
        explore(scene, 5, scene.nodes.size());
        assertThat(checked).isGreaterThan(500_000);
    }

    @Test
    @DisplayName("I8, I6, A33, A34: samples of five to eight acts of three people, seen in any way")
    void fold_ofSampledHistories_keepsItsWord() {
        Random random = new Random(5);
        for (int i = 0; i < 4_000; i++) {
            Scene scene = begun();
            int base = scene.nodes.size();
            int length = 5 + random.nextInt(4);
            for (int tries = 0; tries < 60 && scene.nodes.size() < base + length; tries++) {
                int who = random.nextInt(PEOPLE);
                int number = random.nextInt(4) == 0 ? 1 : 0;
                List<Act> acts = acts(scene, who);
                acts.add(new OwnedAct.Refresh(user(who), heads(who, true), List.of()));
                scene.act(who, number, view(scene, who, number, base, random), acts.get(random.nextInt(acts.size())));
            }
            check(scene);
            assertThat(scene.arrived(random)).isEqualTo(scene.state(scene.all()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @DisplayName("I8, I6, A33, A34: larger histories of six people, by seeds")
    void fold_ofLargeHistories_keepsItsWord(long seed) {
        Random random = new Random(seed);
        Scene scene = begun();
        for (int tries = 0; tries < 2_000 && scene.nodes.size() < 60; tries++) {
            int who = random.nextInt(6);
            int number = random.nextInt(4) == 0 ? 1 : 0;
            scene.act(who, number, view(scene, who, number, 1, random), any(scene, who, random));
        }
        assertThat(scene.nodes).hasSizeGreaterThan(20);
        check(scene);
        for (int i = 0; i < 3; i++) {
            assertThat(scene.arrived(random)).isEqualTo(scene.state(scene.all()));
        }
    }

    @Test
    @DisplayName("A34: a removal that lost its ground to a later one has voided nothing")
    void strike_withoutGround_voidsNothing() {
        Scene scene = begun();
        invited(scene, ADMIN, 3, Rank.MEMBER);
        must(scene.act(OWNER, 0, scene.all(), new OwnedAct.SetRank(user(MEMBER), Rank.ADMIN)));
        BitSet before = scene.all();
        BitSet handedOver = did(scene, OWNER, 0, before, new OwnedAct.Resign(Optional.of(user(ADMIN))));
        BitSet later = did(scene, ADMIN, 1, before, refresh(ADMIN));
        BitSet pretended = did(scene, OWNER, 1, later, new OwnedAct.Resign(Optional.of(user(MEMBER))));
        BitSet kicked = did(scene, MEMBER, 0, pretended, new OwnedAct.Kick(user(3), List.of()));
        EventId kick = scene.nodes.get(scene.nodes.size() - 1).id();
        BitSet left = did(scene, 3, 0, before, new Act.Leave());
        EventId leave = scene.nodes.get(scene.nodes.size() - 1).id();
        RoomState pretending = scene.state(union(union(handedOver, kicked), left));
        assertThat(pretending.hierarchy().orElseThrow().verdicts().idle())
                .as("an admin at least, they do remove a member")
                .doesNotContain(kick)
                .contains(leave);
        BitSet seen = handedOver;
        for (int i = 0; i < 6; i++) {
            seen = did(scene, ADMIN, 0, seen, refresh(ADMIN));
        }
        did(scene, ADMIN, 0, seen, new OwnedAct.Kick(user(MEMBER), List.of()));
        Hierarchy ranks = scene.state(scene.all()).hierarchy().orElseThrow();
        assertThat(ranks.seats()).containsOnlyKeys(user(OWNER), user(ADMIN));
        assertThat(ranks.verdicts().idle()).contains(kick).doesNotContain(leave);
        assertThat(ranks.barred()).containsOnlyKeys(user(MEMBER));
        check(scene);
    }

    @Test
    @DisplayName("A33: what was done without knowing of a demotion stays void when its author is raised again")
    void demotion_takenBack_voidsAllTheSame() {
        Scene scene = begun();
        invited(scene, ADMIN, 3, Rank.MEMBER);
        BitSet before = scene.all();
        BitSet demoted = did(scene, OWNER, 0, before, new OwnedAct.SetRank(user(ADMIN), Rank.MEMBER));
        did(scene, OWNER, 0, demoted, new OwnedAct.SetRank(user(ADMIN), Rank.ADMIN));
        did(scene, ADMIN, 0, before, new OwnedAct.Kick(user(MEMBER), List.of()));
        EventId kick = scene.nodes.get(scene.nodes.size() - 1).id();
        RoomState state = scene.state(scene.all());
        assertThat(state.rank(user(ADMIN))).contains(Rank.ADMIN);
        assertThat(state.hierarchy().orElseThrow().verdicts().idle()).contains(kick);
        assertThat(state.rank(user(MEMBER))).contains(Rank.MEMBER);
    }

    private static OwnedAct.Refresh refresh(int who) {
        return new OwnedAct.Refresh(user(who), heads(who, false), List.of());
    }

    /** Somebody acts; the event with all before it. */
    private static BitSet did(Scene scene, int who, int number, BitSet seen, Act act) {
        must(scene.act(who, number, seen, act));
        BitSet after = (BitSet) seen.clone();
        after.set(scene.nodes.size() - 1);
        return after;
    }

    private static BitSet union(BitSet one, BitSet two) {
        BitSet union = (BitSet) one.clone();
        union.or(two);
        return union;
    }

    @Test
    @DisplayName("A thousand who come in one after the other cost no thousand folds")
    void joins_inARow_areFoldedOneByOne() {
        int[] full = {0};
        Scene scene = new Scene((state, sorted) -> {
            full[0] += sorted.size() > 1 ? 1 : 0;
            return OwnedRoomRules.fold(state, sorted, Scene::identity);
        });
        ControlGraph<RoomState> graph = new ControlGraph<>(RoomState.EMPTY, (state, sorted) -> {
            full[0] += sorted.size() > 1 ? 1 : 0;
            return OwnedRoomRules.fold(state, sorted, Scene::identity);
        });
        scene.create();
        scene.act(OWNER, 0, scene.all(), new OwnedAct.Invite(link(), Rank.MEMBER));
        scene.nodes.forEach(graph::add);
        ControlNode last = scene.nodes.get(1);
        graph.stateAt(List.of(scene.nodes.get(0).id()));
        long before = System.nanoTime();
        for (int i = 1; i <= 480; i++) {
            RoomState state = graph.stateAt(List.of(last.id()));
            assertThat(state.members()).hasSize(i);
            OwnedAct.Enter enter =
                    new OwnedAct.Enter(Optional.of(scene.nodes.get(1).id()), Optional.empty(), "n", heads(i, false));
            ControlNode node = new ControlNode(
                    new EventId(TestKeys.seed("join " + i)),
                    last.lamport() + 1,
                    new ControlNode.Author(user(i), device(i, 0)),
                    List.of(last.id()),
                    enter,
                    0);
            graph.add(node);
            last = node;
        }
        assertThat(full[0]).isZero();
        assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
    }

    private static OwnedAct.Link link() {
        return new OwnedAct.Link(new LinkKey(TestKeys.seed("l")));
    }

    /** A creator, an admin, and a member whom the admin has invited. */
    private static Scene begun() {
        Scene scene = new Scene();
        scene.create();
        invited(scene, OWNER, ADMIN, Rank.MEMBER);
        must(scene.act(OWNER, 0, scene.all(), new OwnedAct.SetRank(user(ADMIN), Rank.ADMIN)));
        invited(scene, ADMIN, MEMBER, Rank.MEMBER);
        return scene;
    }

    private static void invited(Scene scene, int by, int who, Rank rank) {
        must(scene.act(by, 0, scene.all(), new OwnedAct.Invite(new OwnedAct.Person(user(who)), rank)));
        EventId invitation = scene.nodes.get(scene.nodes.size() - 1).id();
        must(scene.act(who, 0, scene.all(), enter(who, invitation)));
    }

    private static void must(boolean accepted) {
        assertThat(accepted).isTrue();
    }

    private static OwnedAct.Enter enter(int who, EventId invitation) {
        return new OwnedAct.Enter(Optional.of(invitation), Optional.empty(), "n", heads(who, false));
    }

    /** All histories of at most so many more acts; of those that differ only in the order of writing, one at least. */
    private void explore(Scene scene, int more, int base) {
        check(scene);
        if (more == 0) {
            return;
        }
        int size = scene.nodes.size();
        for (int extra = 0; extra < 1 << (size - base); extra++) {
            BitSet seen = new BitSet();
            seen.set(0, base);
            for (int i = base; i < size; i++) {
                seen.set(i, (extra >> (i - base) & 1) != 0);
            }
            if (!scene.closure(seen).equals(seen)) {
                continue;
            }
            for (int who = 0; who < PEOPLE; who++) {
                boolean earlier = size > base
                        && !seen.get(size - 1)
                        && who < Scene.person(scene.nodes.get(size - 1).author().user());
                if (earlier || !sawOwn(scene, who, 0, seen)) {
                    continue;
                }
                for (Act act : acts(scene, who)) {
                    if (scene.act(who, 0, seen, act)) {
                        explore(scene, more - 1, base);
                        scene.undo();
                    }
                }
            }
        }
    }

    private static boolean sawOwn(Scene scene, int who, int number, BitSet seen) {
        for (int i = 0; i < scene.nodes.size(); i++) {
            if (!seen.get(i) && scene.nodes.get(i).author().device().equals(device(who, number))) {
                return false;
            }
        }
        return true;
    }

    /** What a person may have seen: any events after the beginning, with their causes and all the device's own. */
    private static BitSet view(Scene scene, int who, int number, int base, Random random) {
        BitSet seen = new BitSet();
        int density = random.nextInt(3);
        for (int i = 0; i < scene.nodes.size(); i++) {
            boolean own = scene.nodes.get(i).author().device().equals(device(who, number));
            seen.set(i, i < base || own || random.nextInt(3) <= density && random.nextInt(3) > 0);
        }
        return scene.closure(seen);
    }

    /** What each of the three might do. */
    private static List<Act> acts(Scene scene, int who) {
        List<Act> acts = new ArrayList<>();
        if (who == OWNER) {
            acts.add(new OwnedAct.Kick(user(ADMIN), List.of()));
            acts.add(new OwnedAct.Ban(user(MEMBER), List.of()));
            acts.add(new OwnedAct.SetRank(user(ADMIN), Rank.MEMBER));
            acts.add(new OwnedAct.SetRank(user(MEMBER), Rank.ADMIN));
            acts.add(new OwnedAct.Resign(Optional.of(user(ADMIN))));
            acts.add(new OwnedAct.Invite(new OwnedAct.Person(user(ADMIN)), Rank.ADMIN));
        } else {
            acts.add(new OwnedAct.Kick(user(who == ADMIN ? MEMBER : ADMIN), List.of()));
            acts.add(new OwnedAct.Kick(user(OWNER), List.of()));
            acts.add(new OwnedAct.Invite(new OwnedAct.Person(user(MEMBER)), Rank.MEMBER));
            acts.add(new OwnedAct.Unban(user(MEMBER)));
            acts.add(new Act.Leave());
            for (ControlNode node : scene.nodes) {
                if (node.act() instanceof OwnedAct.Invite) {
                    acts.add(enter(who, node.id()));
                }
            }
        }
        return acts;
    }

    private static Act any(Scene scene, int who, Random random) {
        UserId other = user(random.nextInt(6));
        Rank rank = Rank.values()[random.nextInt(4)];
        switch (random.nextInt(14)) {
            case 0:
                return new OwnedAct.Kick(other, List.of());
            case 1:
                return new OwnedAct.Ban(other, List.of());
            case 2:
            case 3:
                return new OwnedAct.SetRank(other, rank);
            case 4:
                return new OwnedAct.Resign(random.nextBoolean() ? Optional.of(other) : Optional.empty());
            case 5:
                return new OwnedAct.Unban(other);
            case 6:
                return new OwnedAct.Invite(link(), rank);
            case 7:
                return new OwnedAct.Invite(new OwnedAct.Person(other), rank);
            case 8:
                return new Act.Leave();
            case 9:
                return new OwnedAct.Refresh(other, heads(Scene.person(other), random.nextInt(4) == 0), List.of());
            case 10:
                return new Act.Fork(other, device(Scene.person(other), 1), List.of());
            default:
                List<EventId> invitations = new ArrayList<>();
                scene.nodes.forEach(node -> invitations.add(node.id()));
                return enter(who, invitations.get(random.nextInt(invitations.size())));
        }
    }

    private void check(Scene scene) {
        checked++;
        RoomState state = scene.state(scene.all());
        Hierarchy ranks = state.hierarchy().orElseThrow();
        Set<EventId> idle = ranks.verdicts().idle();
        boolean resigned = false;
        int owners = 0;
        for (ControlNode node : scene.nodes) {
            resigned |= !idle.contains(node.id())
                    && node.author().user().equals(user(OWNER))
                    && (node.act() instanceof OwnedAct.Resign || node.act() instanceof Act.Leave);
        }
        holds(resigned || ranks.weight(user(OWNER)) == Rank.OWNER.weight(), "the creator is never removed");
        holds(state.members().keySet().equals(ranks.seats().keySet()), "each member has a rank");
        for (UserId member : state.members().keySet()) {
            Hierarchy.Seat seat = ranks.seats().get(member);
            owners += seat.rank() == Rank.OWNER ? 1 : 0;
            holds(!idle.contains(seat.since()), "nobody is in by a void act");
            holds(!ranks.barred().containsKey(member), "nobody is in who is kept out");
            holds(granted(scene, idle, member, seat), "nobody has a rank that no one above has granted");
        }
        holds(owners <= 1, "there is one owner at most");
        for (int strike = 0; strike < scene.nodes.size(); strike++) {
            if (!idle.contains(scene.nodes.get(strike).id())) {
                checkStrike(scene, idle, strike, ranks);
            }
        }
        checkVoidActs(scene, state);
    }

    /** Nobody ends with a rank that no one above has granted. */
    private static boolean granted(Scene scene, Set<EventId> idle, UserId member, Hierarchy.Seat seat) {
        for (ControlNode node : scene.nodes) {
            if (idle.contains(node.id())) {
                continue;
            }
            Act act = node.act();
            boolean made = act instanceof OwnedAct.Create && seat.rank() == Rank.OWNER;
            boolean above = node.weight() > seat.rank().weight() || node.weight() == Rank.OWNER.weight();
            boolean set =
                    act instanceof OwnedAct.SetRank rank && rank.user().equals(member) && rank.rank() == seat.rank();
            boolean invited = act instanceof OwnedAct.Invite invite && invite.rank() == seat.rank();
            boolean inherited = act instanceof OwnedAct.Resign resign
                    && (resign.successor().equals(Optional.of(member)) && seat.rank() == Rank.OWNER
                            || node.author().user().equals(member) && seat.rank() == Rank.ADMIN);
            if (node.author().user().equals(member) && made || above && (set || invited || inherited)) {
                return true;
            }
        }
        return false;
    }

    /** What is concurrent with a removal of its author is void, and nobody is in by what was before it. */
    private static void checkStrike(Scene scene, Set<EventId> idle, int strike, Hierarchy ranks) {
        Act act = scene.nodes.get(strike).act();
        Optional<UserId> removed = act instanceof OwnedAct.Kick kick
                ? Optional.of(kick.user())
                : act instanceof OwnedAct.Ban ban ? Optional.of(ban.user()) : Optional.empty();
        if (!removed.isPresent()) {
            return;
        }
        Hierarchy.Seat seat = ranks.seats().get(removed.get());
        for (int i = 0; i < scene.nodes.size(); i++) {
            ControlNode node = scene.nodes.get(i);
            boolean fact = node.act() instanceof OwnedAct.Refresh || node.act() instanceof Act.Fork;
            if (node.author().user().equals(removed.get()) && scene.concurrent(i, strike) && !fact) {
                holds(idle.contains(node.id()), "what is concurrent with a removal of its author is void");
            }
            if (seat != null && node.id().equals(seat.since())) {
                holds(scene.pasts.get(i).get(strike), "who was removed is in only by what knows of it");
            }
        }
    }

    /** Acts without effect may as well not have been done. */
    private static void checkVoidActs(Scene scene, RoomState state) {
        Set<EventId> idle = state.hierarchy().orElseThrow().verdicts().idle();
        if (idle.isEmpty()) {
            return;
        }
        UserId nobody = new UserId(new byte[32]);
        List<ControlNode> others = new ArrayList<>();
        for (ControlNode node : scene.sorted(scene.all())) {
            Act act = idle.contains(node.id()) ? new OwnedAct.Refresh(nobody, List.of(), List.of()) : node.act();
            others.add(new ControlNode(node.id(), node.lamport(), node.author(), node.control(), act, node.weight()));
        }
        RoomState without = OwnedRoomRules.fold(RoomState.EMPTY, others, Scene::identity);
        Hierarchy ranks = state.hierarchy().orElseThrow();
        Hierarchy same = without.hierarchy().orElseThrow();
        boolean equal = without.members().equals(state.members())
                && same.seats().equals(ranks.seats())
                && same.barred().equals(ranks.barred())
                && same.invitations().equals(ranks.invitations());
        holds(equal, "void acts have no effect");
    }

    /** Said half a million times: AssertJ would take longer than the fold. */
    private static void holds(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
