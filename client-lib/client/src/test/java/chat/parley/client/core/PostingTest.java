package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.StoreFailedException;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Own events on their way to servers")
class PostingTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");

    private static final int MANY = 1500;
    private static final Problem TOO_MANY =
            new Problem(ProblemCode.TOO_MANY.name(), "more events than this server takes at present");

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

    @Test
    @DisplayName("I2: of a long backlog nothing is forgotten when the first of it is stored: all of it becomes safe")
    void backlog_ofManyTexts_allBecomeSafe() {
        here.linked = Optional.of(there);
        there.linked = Optional.of(here);
        offline();
        for (int i = 0; i < MANY; i++) {
            alice.core.say(ROOM, "text " + i);
        }
        online();
        world.pass(5000);

        assertThat(alice.all(ClientEvent.Safe.class)).hasSize(MANY);
        assertThat(alice.core.unsent()).isZero();
        assertThat(alice.core.onOneServer()).isZero();
    }

    @Test
    @DisplayName("With a single server the outbox keeps the newest that it has, and all that it has not")
    void singleServer_keepsTheNewest() {
        for (int i = 0; i < MANY; i++) {
            alice.core.say(ROOM, "text " + i);
            world.run();
        }
        int kept = alice.core.onOneServer();
        assertThat(kept).isBetween(Outbox.MAX_STORED - 50, Outbox.MAX_STORED);
        offline();
        for (int i = 0; i < 10; i++) {
            alice.core.say(ROOM, "more " + i);
        }
        assertThat(alice.core.unsent()).isEqualTo(10);
        alice.crash();
        assertThat(alice.core.unsent()).isEqualTo(10);
        assertThat(alice.core.onOneServer()).isEqualTo(kept);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, section 10: a server that has too much of something is posted to again, less and less, and kept")
    void tooMany_isPostedAgainWithGrowingPauses() {
        here.answerPosts(Optional.of(TOO_MANY));
        alice.core.say(ROOM, "for later");
        world.run();
        alice.sent.clear();
        int before = alice.dialled.size();

        assertThat(postsWithin(Posting.POST_AGAIN_MILLIS + 1000)).isEqualTo(1);
        assertThat(postsWithin(2 * Posting.POST_AGAIN_MILLIS)).isEqualTo(1);
        assertThat(postsWithin(2 * Posting.POST_AGAIN_MILLIS)).isZero();
        assertThat(postsWithin(2 * Posting.POST_AGAIN_MILLIS)).isEqualTo(1);
        world.pass(4 * Posting.MAX_POST_AGAIN_MILLIS);
        assertThat(postsWithin(Posting.MAX_POST_AGAIN_MILLIS)).isEqualTo(1);
        assertThat(alice.dialled).hasSize(before);

        here.answerPosts(Optional.empty());
        world.pass(Posting.MAX_POST_AGAIN_MILLIS);
        assertThat(alice.core.unsent()).isZero();
        here.answerPosts(Optional.of(TOO_MANY));
        alice.core.say(ROOM, "once more");
        world.run();
        assertThat(postsWithin(Posting.POST_AGAIN_MILLIS + 1000))
                .as("it has taken something since")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("PROTOCOL.md, section 10: a server that cannot write to its disk is left for another")
    void storeFailed_isLeft() {
        here.sendAll(new Problem(ProblemCode.STORE_FAILED.name(), "the disk is full"));
        world.pass(Posting.POST_AGAIN_MILLIS + 1000);
        assertThat(alice.core.connection().server()).contains("ws://there");
    }

    private int postsWithin(long millis) {
        alice.sent.clear();
        world.pass(millis);
        return (int) alice.sent.stream().filter(Post.class::isInstance).count();
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
