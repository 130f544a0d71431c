package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.StoreFailedException;
import chat.parley.protocol.frame.Post;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Own events on their way to servers")
class PostingTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Client alice = world.client("alice", here, there);

    @BeforeEach
    void enter() {
        alice.join(ROOM);
        world.pass(1000);
        assertThat(alice.all(ClientEvent.Joined.class)).isNotEmpty();
    }

    @Test
    @DisplayName(
            "design, section 4: what could not be committed never leaves the device, not even when there is room again")
    void say_onAFullDisk_isNeverPosted() {
        alice.sent.clear();
        alice.disk.full = true;
        assertThatThrownBy(() -> alice.core.say(ROOM, "not durable")).isInstanceOf(StoreFailedException.class);
        alice.disk.full = false;

        // The client ends by it; what its steps would do if it did not:
        assertThatThrownBy(() -> alice.core.say(ROOM, "more")).isInstanceOf(StoreFailedException.class);
        assertThatThrownBy(() -> world.pass(70_000)).isInstanceOf(StoreFailedException.class);
        assertThat(alice.sent).noneMatch(Post.class::isInstance);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Limits: a backlog goes out in frames that every server takes, however long its texts are")
    void backlog_ofLongTexts_isPostedInFramesThatServersTake() {
        offline();
        for (int i = 0; i < 60; i++) {
            alice.core.say(ROOM, i + " " + "x".repeat(30_000));
        }
        online();
        world.pass(5000);

        assertThat(alice.core.unsent()).isZero();
        assertThat(alice.all(ClientEvent.Connected.class)).hasSize(2);
    }

    private void offline() {
        here.dead = true;
        there.dead = true;
        alice.cut();
    }

    private void online() {
        here.dead = false;
        there.dead = false;
        world.pass(15_000);
    }
}
