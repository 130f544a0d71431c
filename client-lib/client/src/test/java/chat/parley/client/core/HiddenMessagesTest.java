package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Hidden events, as clients hide messages")
class HiddenMessagesTest {
    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Server far = world.server("ws://far");
    private final World.Client olga = world.client("olga", far);
    private final World.Client adam = world.client("adam", here);
    private final World.Client mia = world.client("mia", there);
    private final World.Client nils = world.client("nils", there);
    private RoomRef.Owned room;

    @BeforeEach
    void allIn() {
        world.pass(1000);
        room = olga.core.owned().create("Book club", Charter.History.NONE);
        admit(adam, Rank.ADMIN);
        admit(mia, Rank.MEMBER);
        admit(nils, Rank.MEMBER);
        mia.core.say(room, "seen by all");
        world.run();
        olga.reaches = far.url::equals;
        adam.reaches = here.url::equals;
        mia.reaches = there.url::equals;
        nils.reaches = there.url::equals;
        world.split(there);
        world.split(far);
        world.pass(10_000);
    }

    @Test
    @DisplayName(
            "A33: what was said concurrently with one's removal is hidden where it was shown, and never shown elsewhere")
    void removed_concurrentMessages_areHidden() {
        adam.core.owned().kick(room, mia.user());
        mia.core.say(room, "not seen by him");
        world.pass(1000);
        assertThat(nils.texts()).containsExactly("seen by all", "not seen by him");

        world.heal(there);
        world.pass(10_000);

        assertThat(nils.all(ClientEvent.Hidden.class)).hasSize(1);
        assertThat(nils.all(ClientEvent.Hidden.class).get(0).ids())
                .isEqualTo(List.of(nils.all(ClientEvent.Message.class).get(1).id()));
        assertThat(history(nils)).containsExactly("seen by all");
        assertThat(adam.texts()).containsExactly("seen by all");
        assertThat(history(adam)).containsExactly("seen by all");
        nils.crash();
        world.pass(1000);
        assertThat(history(nils)).containsExactly("seen by all");
        assertThat(nils.texts()).isEmpty();
    }

    @Test
    @DisplayName("A removal that turns out to have no effect hides nothing any more")
    void removal_undone_showsAgain() {
        adam.core.owned().kick(room, mia.user());
        mia.core.say(room, "not seen by him");
        olga.core.owned().kick(room, adam.user());
        world.pass(1000);
        world.heal(there);
        world.pass(10_000);
        assertThat(history(nils)).containsExactly("seen by all");

        world.heal(far);
        world.pass(10_000);

        assertThat(history(nils)).containsExactly("seen by all", "not seen by him");
        assertThat(nils.texts()).containsExactly("seen by all", "not seen by him", "not seen by him");
        assertThat(history(olga)).containsExactly("seen by all", "not seen by him");
        assertThat(mia.core.rooms()).containsExactly(room);
        assertThat(adam.core.rooms()).isEmpty();
        mia.core.say(room, "still here");
        world.run();
        assertThat(olga.texts()).endsWith("still here");
        assertThat(adam.texts()).doesNotContain("still here");
    }

    @Test
    @DisplayName("A33: a name that a removed admin gave concurrently does not count")
    void removed_concurrentName_doesNotCount() {
        adam.core.owned().rename(room, "Mine now");
        olga.core.owned().kick(room, adam.user());
        world.pass(1000);
        world.heal();
        world.pass(10_000);
        for (World.Client each : List.of(olga, mia, nils)) {
            assertThat(each.core.room(room).orElseThrow().title()).isEqualTo("Book club");
        }
    }

    private List<String> history(World.Client client) {
        return client.core.history(room, 10).stream()
                .map(ClientEvent.Message::text)
                .toList();
    }

    private void admit(World.Client guest, Rank rank) {
        olga.core.owned().invite(room, guest.user(), rank);
        world.run();
        guest.core.owned().enter(room);
        world.run();
    }
}
