package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A-H7, design, section 1: moderation of open rooms is muting by each person")
class MuteTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);
    private final World.Client carol = world.client("carol", here);

    @BeforeEach
    void allIn() {
        alice.join(ROOM);
        bob.join(ROOM);
        carol.join(ROOM);
        world.pass(1000);
    }

    private void mute() {
        alice.core.contacts().mute(bob.core.me());
    }

    private EventId say(World.Client who, String text) {
        who.core.say(ROOM, text);
        world.run();
        List<ClientEvent.Sent> sent = who.all(ClientEvent.Sent.class);
        return sent.get(sent.size() - 1).id();
    }

    private List<String> history() {
        return alice.core.history(ROOM, 100).stream()
                .map(ClientEvent.Message::text)
                .toList();
    }

    private List<String> search(String words) {
        Search search = alice.core.talk().search(words, Optional.empty(), 10);
        while (search.step()) {
            // One page after the other.
        }
        return search.found().stream().map(ClientEvent.Message::text).toList();
    }

    private Contacts.Contact known(World.Client who) {
        return alice.core.contacts().find(who.user()).orElseThrow();
    }

    @Test
    @DisplayName("What the muted say is not told, listed or found, after a crash too; unmuted, it is there again")
    void messages_areNeitherToldNorListed() {
        say(bob, "a word before");
        mute();
        assertThat(known(bob).muted()).isTrue();
        assertThat(known(carol).muted()).isFalse();
        say(bob, "a word of bob");
        say(carol, "a word of carol");

        assertThat(alice.texts()).containsExactly("a word before", "a word of carol");
        assertThat(history()).containsExactly("a word of carol");
        assertThat(search("word")).containsExactly("a word of carol");
        alice.crash();
        world.pass(1000);
        assertThat(known(bob).muted()).isTrue();
        say(bob, "another word of bob");
        assertThat(alice.texts()).isEmpty();
        assertThat(history()).containsExactly("a word of carol");
        alice.core.older(ROOM, 10);
        assertThat(alice.all(ClientEvent.Older.class))
                .allMatch(older -> older.messages().isEmpty());

        alice.core.contacts().unmute(bob.user());
        assertThat(history())
                .containsExactly("a word before", "a word of bob", "a word of carol", "another word of bob");
        say(bob, "heard");
        assertThat(alice.texts()).containsExactly("heard");
        assertThat(alice.store.rows(Table.MUTED)).isEmpty();
    }

    @Test
    @DisplayName("A page of history is as long as was asked for, however much the muted have said")
    void history_isFilledUp() {
        say(carol, "one");
        mute();
        for (int i = 0; i < 20; i++) {
            say(bob, "noise");
        }
        say(carol, "two");
        assertThat(alice.core.history(ROOM, 2))
                .extracting(ClientEvent.Message::text)
                .containsExactly("one", "two");
    }

    @Test
    @DisplayName("Reactions, receipts and typing of the muted are not told; reactions of others are")
    void reactionsReceiptsTyping_areNotTold() {
        EventId mine = say(alice, "hello");
        bob.core.talk().receipts(true);
        bob.core.talk().typingTold(true);
        carol.core.talk().receipts(true);
        mute();
        bob.core.talk().react(ROOM, mine, "+", true);
        world.run();
        carol.core.talk().react(ROOM, mine, "+", true);
        bob.core.talk().typing(ROOM, true);
        bob.core.talk().read(ROOM, mine);
        carol.core.talk().read(ROOM, mine);
        world.pass(10_000);

        assertThat(alice.all(ClientEvent.Typing.class)).noneMatch(ClientEvent.Typing::typing);
        assertThat(alice.all(ClientEvent.Changed.class)).singleElement().satisfies(changed -> {
            assertThat(changed.by().user()).isEqualTo(carol.user());
            assertThat(changed.message().marks().reactions()).isEqualTo(Map.of("+", List.of(carol.user())));
        });
        assertThat(alice.all(ClientEvent.Received.class))
                .isNotEmpty()
                .allMatch(each -> each.by().user().equals(carol.user()));
        assertThat(alice.core.talk().received(ROOM))
                .isNotEmpty()
                .allMatch(each -> each.by().user().equals(carol.user()));
        assertThat(alice.core.history(ROOM, 1).get(0).marks().reactions())
                .isEqualTo(Map.of("+", List.of(carol.user())));

        alice.core.contacts().unmute(bob.user());
        assertThat(alice.core.history(ROOM, 1).get(0).marks().reactions().get("+"))
                .containsExactlyInAnyOrder(bob.user(), carol.user());
        assertThat(alice.core.talk().received(ROOM))
                .anyMatch(each -> each.by().user().equals(bob.user()));
    }

    @Test
    @DisplayName("What the muted change counts all the same: an edit shows when they are unmuted, a deletion at once")
    void changes_count() {
        EventId theirs = say(bob, "helo");
        mute();
        bob.core.talk().edit(ROOM, theirs, "hello");
        world.run();
        assertThat(alice.all(ClientEvent.Changed.class)).isEmpty();
        alice.core.contacts().unmute(bob.user());
        assertThat(history()).containsExactly("hello");

        RoomRef.Owned room = bob.core.owned().create("His", Charter.History.NONE);
        bob.core.owned().invite(room, alice.user(), Rank.MEMBER);
        world.run();
        alice.core.owned().enter(room);
        world.pass(1000);
        alice.core.say(room, "spam");
        world.run();
        mute();
        EventId mine = alice.core.history(room, 1).get(0).id();
        bob.core.talk().delete(room, mine);
        world.run();
        assertThat(alice.all(ClientEvent.Changed.class))
                .singleElement()
                .satisfies(changed ->
                        assertThat(changed.message().marks().deleted()).isTrue());
    }

    @Test
    @DisplayName(
            "Invitations of the muted are not told, a conversation of two is not entered; unmuted, they are listed")
    void invitations_areNotTold() {
        mute();
        RoomRef.Owned room = bob.core.owned().create("His", Charter.History.NONE);
        bob.core.owned().invite(room, alice.user(), Rank.MEMBER);
        RoomRef.Owned two = bob.core.owned().with(alice.user());
        bob.core.say(two, "psst");
        world.pass(5000);

        assertThat(alice.all(ClientEvent.Invitation.class)).isEmpty();
        assertThat(alice.core.owned().invited()).isEmpty();
        assertThat(alice.core.rooms()).containsExactly(ROOM);
        assertThat(alice.texts()).isEmpty();
        alice.core.contacts().unmute(bob.user());
        assertThat(alice.core.owned().invited())
                .extracting(invited -> (RoomRef) invited.room())
                .containsExactlyInAnyOrder(room, two);
    }

    @Test
    @DisplayName("PROTOCOL.md, section 19: who is muted is in an export, and what they said")
    void export_hasIt() {
        say(bob, "kept");
        mute();
        List<String> lines = new ArrayList<>();
        ExportPages pages = alice.core.export();
        for (List<String> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            lines.addAll(page);
        }
        assertThat(lines)
                .filteredOn(line -> line.contains("\"contact\"") && line.contains("\"muted\":1"))
                .singleElement()
                .asString()
                .contains(bob.user().toString());
        assertThat(lines).anyMatch(line -> line.contains("\"kept\""));
    }

    @Test
    @DisplayName("Nobody mutes themselves; whoever was not met before can be muted")
    void mute_whom() {
        assertThatThrownBy(() -> alice.core.contacts().mute(alice.core.me()))
                .isInstanceOf(IllegalArgumentException.class);
        World.Client dan = world.client("dan", here);
        alice.core.contacts().mute(dan.core.me());
        assertThat(known(dan).name()).isEqualTo("dan");
    }
}
