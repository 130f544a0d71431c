package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.AccountName;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A04, PROTOCOL.md, Trust: nothing goes to who has a name's key no more, until their person accepts that")
class ChangedNameTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final AccountName NAME = new AccountName("bob");

    @TempDir
    private Path folder;

    private World world;
    private World.Client alice;
    private World.Client bob;
    private World.Client mallory;
    private RoomRef.Owned room;

    /** Alice talks with Bob, whom she knows by name; he is away, and a line to him waits. */
    @BeforeEach
    void begin() {
        world = new World(TestKeys.CRYPTO);
        world.filesIn(folder);
        World.Server here = world.server("ws://here");
        alice = world.client("alice", here);
        bob = world.client("bob", here);
        mallory = world.client("mallory", here);
        world.pass(1000);
        alice.join(ROOM);
        bob.join(ROOM);
        world.pass(1000);
        named(bob);
        lookUp();
        bob.reaches = url -> false;
        bob.cut();
        room = alice.core.owned().with(bob.user());
        alice.core.say(room, "are you there?");
        world.pass(1000);
        assertThat(alice.core.unsent()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "Neither what waits nor a new line nor a file goes, also after a restart; what waits goes when it is accepted")
    void nameChanged_nothingIsSent_untilItIsAccepted() {
        named(mallory);
        lookUp();
        bob.reaches = url -> true;
        world.pass(30_000);
        assertThat(bob.core.rooms()).as("he is in").contains(room);
        assertThat(bob.texts()).isEmpty();
        refused(() -> alice.core.say(room, "the secret"));
        refused(() -> alice.core.files().send(room, file()));
        alice.crash();
        world.pass(30_000);
        refused(() -> alice.core.say(room, "the secret"));
        assertThat(bob.texts()).isEmpty();
        assertThat(world.blobs.asked).isEmpty();
        assertThat(alice.core.unsent()).isEqualTo(1);

        alice.core.contacts().accept(NAME);
        world.pass(30_000);
        assertThat(bob.texts()).containsExactly("are you there?");
        alice.core.say(room, "the secret");
        world.pass(1000);
        assertThat(bob.texts()).contains("the secret");
    }

    private void named(World.Client client) {
        world.accounts.records.put(NAME, Forged.record(world, client, NAME, AccountsTest.WORD, Cost.USUAL));
    }

    private void lookUp() {
        alice.core.contacts().lookUp(NAME);
        world.run();
    }

    private static SharedFiles.Outgoing file() {
        return new SharedFiles.Outgoing(
                "plan.txt", "text/plain", () -> new ByteArrayInputStream(new byte[10]), Optional.empty(), "look");
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        RoomException.class, e -> assertThat(e.code()).isEqualTo(RoomException.Code.NAME_CHANGED));
    }
}
