package chat.parley.protocol.rules;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Open rooms: fold")
class RoomFoldTest {
    private final Map<EventId, IdentityState> identities = new HashMap<>();

    @Test
    @DisplayName("I8: folding in one run and in any steps gives the same, also at the limit of devices")
    void fold_inStepsOrInOneRun_isTheSame() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<ControlNode> nodes = nodes(random);
            RoomState whole = RoomState.EMPTY.after(nodes, this::at);
            RoomState steps = RoomState.EMPTY;
            for (int from = 0; from < nodes.size(); ) {
                int to = Math.min(nodes.size(), from + 1 + random.nextInt(4));
                steps = steps.after(nodes.subList(from, to), this::at);
                assertThat(steps.devices()).hasSizeLessThanOrEqualTo(EpochBody.MAX_BOXES);
                from = to;
            }
            assertThat(steps).isEqualTo(whole);
        }
    }

    @Test
    @DisplayName("A room never has more devices than an epoch has boxes; who is in stays in")
    void room_full_takesNoMore() {
        RoomState state = RoomState.EMPTY;
        for (int i = 0; i < 20; i++) {
            state = state.after(List.of(join(i, identity(i, 0, 50))), this::at);
        }
        assertThat(state.devices()).hasSize(EpochBody.MAX_BOXES);
        RoomState same = state.after(List.of(join(20, identity(20, 0, 1))), this::at);
        assertThat(same.members()).isEqualTo(state.members());
        RoomState more = state.after(List.of(join(3, identity(3, 0, 60))), this::at);
        assertThat(more.devices()).isEqualTo(state.devices());
        RoomState fewer = state.after(List.of(leave(4)), this::at);
        RoomState filled = fewer.after(List.of(join(21, identity(21, 0, 60))), this::at);
        assertThat(filled.devices()).hasSize(EpochBody.MAX_BOXES);
        List<DeviceId> sixty = new ArrayList<>(identity(21, 0, 60).live().keySet());
        assertThat(filled.members().get(user(21)).devices().keySet()).containsExactlyElementsOf(sixty.subList(0, 50));
    }

    @Test
    void join_again_keepsWhatWasCitedBefore() {
        TestPerson anna = new TestPerson("anna");
        TestRoom room = new TestRoom("again");
        room.join(anna);
        List<EventId> early = anna.heads();
        anna.addDevice();
        room.devices(anna.device(), anna);
        room.control(anna.device(), ActCodec.JOIN, new Act.Join(TestRoom.NAMESPACE, "again", "Anna", early));
        assertThat(room.state().devices()).hasSize(2);
        assertThat(room.state().members().get(anna.user()).name()).isEqualTo("Anna");
    }

    @Test
    @DisplayName("PROTOCOL.md: the hash of the state is over tagged ids in ascending order")
    void hash_ofAState_isOverMembersDevicesAndGone() {
        TestPerson anna = new TestPerson("anna");
        TestRoom room = new TestRoom("hash");
        room.join(anna);
        anna.revoke(anna.addDevice());
        room.devices(anna.device(), anna);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write('M');
        text.writeBytes(anna.user().bytes());
        text.write('D');
        text.writeBytes(anna.device().id().bytes());
        text.write('S');
        text.writeBytes(anna.device().sealing().key().bytes());
        text.write('G');
        text.writeBytes(anna.devices().get(1).id().bytes());
        assertThat(room.state().hash(CRYPTO)).isEqualTo(CRYPTO.hash(Label.ROOM_STATE, text.toByteArray()));
    }

    private List<ControlNode> nodes(Random random) {
        List<ControlNode> nodes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int who = random.nextInt(30);
            int what = random.nextInt(10);
            IdentityState identity = identity(who, random.nextInt(10), 40 + random.nextInt(24));
            if (what < 6) {
                nodes.add(join(who, identity));
            } else if (what < 8) {
                nodes.add(node(who, new Act.Devices(user(who), List.of(cite(who, identity)))));
            } else if (what < 9) {
                nodes.add(leave(who));
            } else {
                List<EventId> events = Collections.emptyList();
                nodes.add(node(who, new Act.Fork(user(who), device(who, random.nextInt(40)), events)));
            }
        }
        return nodes;
    }

    private ControlNode join(int who, IdentityState identity) {
        return node(who, new Act.Join("n", "r", "name", List.of(cite(who, identity))));
    }

    private static ControlNode leave(int who) {
        return node(who, new Act.Leave());
    }

    private static ControlNode node(int who, Act act) {
        EventId id = new EventId(TestKeys.seed("node"));
        return new ControlNode(id, 1, new ControlNode.Author(user(who), device(who, 63)), Collections.emptyList(), act);
    }

    private EventId cite(int who, IdentityState identity) {
        EventId id = new EventId(TestKeys.seed("head " + who + identity.live().keySet() + identity.revoked()));
        identities.put(id, identity);
        return id;
    }

    /** Devices {@code from} to {@code to} of somebody, those before being revoked. */
    private static IdentityState identity(int who, int from, int to) {
        TreeMap<DeviceId, SealingKey> live = new TreeMap<>();
        Set<DeviceId> revoked = new TreeSet<>();
        for (int i = 0; i < to; i++) {
            if (i < from) {
                revoked.add(device(who, i));
            } else {
                live.put(device(who, i), new SealingKey(TestKeys.seed("sealing")));
            }
        }
        return new IdentityState(Optional.of(device(who, 99)), live, revoked);
    }

    /** As an identity's fold does: what any head revokes is revoked. */
    private IdentityState at(UserId user, List<EventId> heads) {
        TreeMap<DeviceId, SealingKey> live = new TreeMap<>();
        Set<DeviceId> revoked = new TreeSet<>();
        for (EventId head : heads) {
            live.putAll(identities.get(head).live());
            revoked.addAll(identities.get(head).revoked());
        }
        live.keySet().removeAll(revoked);
        return new IdentityState(Optional.empty(), live, revoked);
    }

    private static UserId user(int who) {
        return new UserId(TestKeys.seed("user " + who));
    }

    private static DeviceId device(int who, int number) {
        return new DeviceId(TestKeys.seed("device " + who + "/" + number));
    }
}
