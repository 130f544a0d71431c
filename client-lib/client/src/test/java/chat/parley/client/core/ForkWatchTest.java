package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.protocol.rules.OpenRoomRules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A43: a device that writes two things in one place (PROTOCOL.md, Section 4, Forks)")
class ForkWatchTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client carol = world.client("carol", here);
    private final World.Client mallory = world.client("mallory", here);
    private DeviceId forker;
    private EventCodec.Place place;

    @BeforeEach
    void meet() {
        world.pass(1000);
        for (World.Client each : List.of(alice, carol, mallory)) {
            each.join(ROOM);
        }
        world.pass(1000);
        mallory.core.say(ROOM, "before");
        world.pass(1000);
        forker = DevicesTest.device(mallory);
        place = world.ledger.replica().place(log(), forker);
    }

    @Test
    void fork_isToldOnce_provedOnce_andGetsNoMoreKeys() {
        mallory.frozen();
        world.hold(List.of(event(1), event(2)));
        world.hold(List.of(event(3)));
        world.pass(20_000);

        for (World.Client each : List.of(alice, carol)) {
            assertThat(each.all(ClientEvent.Problem.class))
                    .extracting(ClientEvent.Problem::code)
                    .containsExactly("DEVICE_FORKED");
        }
        assertThat(proofs()).isEqualTo(1);
        assertThat(world.ledger.replica().room(log()).state().gone()).containsExactly(forker);
        alice.core.say(ROOM, "after");
        world.pass(1000);
        assertThat(world.ledger
                        .replica()
                        .room(log())
                        .newestEpoch()
                        .orElseThrow()
                        .audience())
                .doesNotContain(forker);
        assertThat(carol.texts()).contains("after");
    }

    @Test
    @DisplayName("PROTOCOL.md, Trust: who is killed before it is their turn proves it after the next start")
    void fork_killedBeforeItsTurn_isProvedAllTheSame() {
        mallory.frozen();
        carol.frozen();
        world.hold(List.of(event(1), event(2)));
        alice.crashQuietly();
        assertThat(proofs()).isZero();
        world.pass(20_000);
        assertThat(proofs()).isEqualTo(1);
        assertThat(world.ledger.replica().room(log()).state().gone()).containsExactly(forker);
        assertThat(alice.problems()).containsExactly("DEVICE_FORKED");
        alice.crashQuietly();
        world.pass(20_000);
        assertThat(proofs()).isEqualTo(1);
        assertThat(alice.store.first(Table.SETTING, ForkWatch.DUE, "fork!", 10)).isEmpty();
    }

    @Test
    @DisplayName("one event that comes twice is no fork")
    void sameEvent_again_isNothing() {
        mallory.frozen();
        Event event = event(1);
        world.hold(List.of(event));
        world.hold(List.of(event));
        world.pass(20_000);
        assertThat(alice.all(ClientEvent.Problem.class)).isEmpty();
        assertThat(proofs()).isZero();
    }

    /** One of several events with the next number of mallory's device. */
    private Event event(int which) {
        SigningKey key = new SigningKey(
                Account.decode(mallory.store.get(Table.SETTING, "device-key").orElseThrow()));
        EventCodec.Draft draft = new EventCodec.Draft(
                OpenRoomRules.NAME,
                EventClass.CONTENT,
                Writer.MERGE,
                new Header.Author(Optional.of(mallory.core.me().user()), forker),
                "{}",
                world.now() + which);
        return world.codec.sign(draft, place, key);
    }

    private long proofs() {
        return world.ledger.store().controlAndKeys(log()).stream()
                .filter(event -> event.header().kind().equals(ActCodec.FORK))
                .count();
    }

    private LogId log() {
        return OpenRoom.id(world.crypto, World.NAMESPACE, ROOM.name());
    }
}
