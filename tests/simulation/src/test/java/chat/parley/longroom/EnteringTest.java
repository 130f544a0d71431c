package chat.parley.longroom;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "PROTOCOL.md, Who reads what: clients come in, are removed and come back, at nodes that show them no more than they may read")
class EnteringTest {
    /** More than the newest page of a room. */
    private static final int TEXTS = 300;

    @TempDir
    private Path folder;

    private SqliteNode node;
    private ClientOverQueue olga;
    private ClientOverQueue bob;
    private RoomRef.Owned room;

    @BeforeEach
    void start() throws Exception {
        node = node("a");
        olga = client("olga");
        bob = client("bob");
    }

    @AfterEach
    void stop() throws Exception {
        olga.close();
        bob.close();
        node.close();
    }

    private SqliteNode node(String name) throws Exception {
        return new SqliteNode(Files.createDirectory(folder.resolve(name)), "ws://" + name + ":1/parley");
    }

    private ClientOverQueue client(String name) throws Exception {
        ClientOverQueue client = new ClientOverQueue(node, folder.resolve(name), name);
        client.connect();
        client.drain();
        return client;
    }

    private void begin(Charter.History history) throws Exception {
        room = olga.core.owned().create("room", history);
        settle();
        say(olga, "old ", TEXTS);
    }

    private void say(ClientOverQueue client, String text, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            client.core.say(room, text + i);
        }
        settle();
    }

    /** Carries frames until nobody has anything to say. */
    private void settle() throws Exception {
        do {
            olga.drain();
            bob.drain();
        } while (olga.pending() || bob.pending());
    }

    private void comeIn() throws Exception {
        String link = olga.core.owned().link(room, Rank.MEMBER);
        settle();
        bob.core.owned().enter(link);
        settle();
    }

    private static List<String> texts(ClientOverQueue client) {
        return client.all(ClientEvent.Message.class).stream()
                .map(ClientEvent.Message::text)
                .toList();
    }

    private void assertTalks() throws Exception {
        int before = texts(olga).size();
        say(bob, "from bob ", 1);
        say(olga, "to bob ", 1);
        assertThat(texts(olga).subList(before, texts(olga).size())).containsExactly("from bob 0", "to bob 0");
        assertThat(texts(bob)).endsWith("from bob 0", "to bob 0");
        assertThat(olga.unreadable + bob.unreadable).isZero();
        for (ClientOverQueue each : List.of(olga, bob)) {
            assertThat(each.all(ClientEvent.Problem.class)).isEmpty();
            assertThat(each.all(ClientEvent.Message.class))
                    .extracting(ClientEvent.Message::id)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("by a link one comes in, talks, and finds what was said before to be from before")
    void link_comesInAndTalks() throws Exception {
        begin(Charter.History.NONE);
        comeIn();
        assertThat(bob.all(ClientEvent.Joined.class)).hasSize(1);
        assertThat(texts(bob)).isEmpty();
        assertTalks();
        assertThat(olga.all(ClientEvent.MemberJoined.class)).hasSize(1);
    }

    @Test
    @DisplayName(
            "where newcomers may read all they do, older pages too: no key is missing between what they held outside")
    void link_whereHistoryIsKept_readsAll() throws Exception {
        begin(Charter.History.ALL);
        // Control events behind keys: outside only the former are shown.
        olga.core.owned().rename(room, "another name");
        olga.core.owned().link(room, Rank.GUEST);
        settle();
        comeIn();
        assertThat(texts(bob)).contains("old " + (TEXTS - 1));
        assertTalks();
        bob.core.older(room, TEXTS);
        settle();
        assertThat(bob.all(ClientEvent.Older.class))
                .singleElement()
                .satisfies(older -> assertThat(older.messages())
                        .extracting(ClientEvent.Message::text)
                        .contains("old 0"));
        assertThat(bob.unreadable).isZero();
    }

    @Test
    @DisplayName("whoever is removed learns it at once, or when they are back, and later comes in again")
    void removed_learnsIt_comesBack() throws Exception {
        begin(Charter.History.NONE);
        comeIn();
        assertTalks();
        olga.core.owned().kick(room, bob.core.me().user());
        settle();
        assertThat(bob.all(ClientEvent.Removed.class)).hasSize(1);
        say(olga, "without bob ", 3);
        olga.core.owned().unban(room, bob.core.me().user());
        settle();
        comeIn();
        assertTalks();
        assertThat(texts(bob)).noneMatch(text -> text.startsWith("without bob"));
        bob.hangUp();
        say(olga, "meanwhile ", 2);
        olga.core.owned().kick(room, bob.core.me().user());
        olga.drain();
        olga.core.say(room, "alone");
        olga.drain();
        bob.moveTo(node);
        settle();
        assertThat(texts(bob)).contains("meanwhile 0", "meanwhile 1").doesNotContain("alone");
        assertThat(bob.all(ClientEvent.Removed.class)).hasSize(2);
        assertThat(bob.unreadable).isZero();
    }

    @Test
    @DisplayName("who has left comes back by a link, however much was said meanwhile")
    void left_comesBack() throws Exception {
        begin(Charter.History.NONE);
        comeIn();
        assertTalks();
        bob.core.leave(room);
        settle();
        assertThat(bob.all(ClientEvent.Left.class)).hasSize(1);
        say(olga, "without bob ", TEXTS);
        comeIn();
        assertTalks();
    }

    @Test
    @DisplayName(
            "at a server that does not know one's joining yet nothing is lost: it all comes when the server has caught up")
    void failover_toAServerThatIsBehind_goesOn() throws Exception {
        begin(Charter.History.NONE);
        comeIn();
        assertTalks();
        try (SqliteNode behind = node("b")) {
            List<Event> all = node.store.after(room.log(), Map.of(), Integer.MAX_VALUE);
            List<Event> identities = node.store.logs().stream()
                    .filter(log -> !log.equals(room.log()))
                    .flatMap(log -> node.store.controlAndKeys(log).stream())
                    .toList();
            Event entry = all.stream()
                    .filter(event -> event.header().eventClass() == EventClass.CONTROL
                            && event.user().equals(bob.core.me().user()))
                    .findFirst()
                    .orElseThrow();
            behind.take(identities.stream()
                    .filter(event -> event.user().equals(olga.core.me().user()))
                    .toList());
            behind.take(all.subList(0, all.indexOf(entry)));
            say(olga, "meanwhile ", 1);
            bob.moveTo(behind);
            settle();
            bob.core.say(room, "on the way");
            say(olga, "then ", 1);
            behind.take(identities);
            behind.take(node.store.after(room.log(), Map.of(), Integer.MAX_VALUE));
            bob.drain();
            assertThat(texts(bob)).contains("then 0").doesNotHaveDuplicates();
            node.take(behind.store.after(room.log(), Map.of(), Integer.MAX_VALUE));
            settle();
            assertThat(texts(olga)).contains("on the way");
            assertThat(olga.unreadable + bob.unreadable).isZero();
            bob.moveTo(node);
            settle();
            assertTalks();
        }
    }
}
