package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Notices, between clients")
class TypingTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final long INTERVAL = TypingPost.INTERVAL_MILLIS;
    private static final long LASTS = Typists.LASTS_MILLIS;

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);

    @BeforeEach
    void bothIn() {
        alice.join(ROOM);
        bob.join(ROOM);
        say(alice, "so that there is a key");
        bob.core.talk().typingTold(true);
    }

    private void say(World.Client who, String text) {
        who.core.talk().say(ROOM, text);
        world.run();
    }

    private void types(World.Client who, boolean typing) {
        who.core.talk().typing(ROOM, typing);
        world.run();
    }

    /** What somebody was told of typing in the room so far: the name, with a minus before it if that has ended. */
    private static List<String> seen(World.Client who) {
        List<String> seen = new ArrayList<>();
        who.all(ClientEvent.Typing.class)
                .forEach(
                        each -> seen.add((each.typing() ? "" : "-") + each.who().name()));
        return seen;
    }

    private static List<Notice> sent(World.Client who) {
        List<Notice> sent = new ArrayList<>();
        who.sent.stream().filter(Notice.class::isInstance).forEach(each -> sent.add((Notice) each));
        return sent;
    }

    @Test
    void typing_isTold_andEndsWhenTheyStop() {
        types(bob, true);
        assertThat(seen(alice)).containsExactly("bob");
        types(bob, false);
        assertThat(seen(alice)).containsExactly("bob", "-bob");
        assertThat(seen(bob)).as("oneself").isEmpty();
    }

    @Test
    @DisplayName("it ends by itself after six seconds, and not while it is renewed")
    void typing_notRenewed_endsByItself() {
        types(bob, true);
        for (int i = 0; i < 4; i++) {
            world.pass(INTERVAL);
            types(bob, true);
        }
        assertThat(seen(alice)).containsExactly("bob");
        world.pass(LASTS - Connection.TICK_MILLIS);
        assertThat(seen(alice)).containsExactly("bob");
        world.pass(Connection.TICK_MILLIS);
        assertThat(seen(alice)).containsExactly("bob", "-bob");
    }

    @Test
    @DisplayName("it ends with a message of that device, for which nothing else is sent")
    void typing_said_ends() {
        types(bob, true);
        say(bob, "said");
        assertThat(seen(alice)).containsExactly("bob", "-bob");
        types(bob, false);
        assertThat(sent(bob)).hasSize(1);
    }

    @Test
    @DisplayName("others' messages, and short ones that nobody is shown, do not end it")
    void typing_othersSpeaking_goesOn() {
        bob.core.talk().receipts(true);
        types(bob, true);
        say(alice, "meanwhile");
        world.pass(LASTS / 2);
        assertThat(seen(alice)).containsExactly("bob");
    }

    @Test
    @DisplayName("it is off until the person wants it, and that is remembered")
    void typing_notWanted_isNotTold() {
        types(alice, true);
        assertThat(sent(alice)).isEmpty();
        bob.crash();
        world.pass(2000);
        types(bob, true);
        assertThat(seen(alice)).containsExactly("bob");
        bob.core.talk().typingTold(false);
        world.pass(2 * LASTS);
        bob.crash();
        world.pass(2000);
        types(bob, true);
        assertThat(sent(bob)).isEmpty();
    }

    @Test
    @DisplayName("I9: a notice in three seconds at most, however many keys; of stopping one for each")
    void typing_manyKeys_fewNotices() {
        for (int i = 0; i < 100; i++) {
            types(bob, true);
            types(bob, true);
        }
        assertThat(sent(bob)).hasSize(1);
        world.pass(INTERVAL);
        for (int i = 0; i < 100; i++) {
            types(bob, true);
            types(bob, false);
        }
        assertThat(sent(bob)).hasSize(3);
        types(bob, false);
        assertThat(sent(bob)).hasSize(3);
    }

    @Test
    @DisplayName("A20: repeated at once, after the end, later, to who has started again: no second effect")
    void notice_repeated_hasNoSecondEffect() {
        types(bob, true);
        types(bob, false);
        Notice typing = sent(bob).get(0);
        List<String> once = List.of("bob", "-bob");
        here.sendAll(typing);
        assertThat(seen(alice)).isEqualTo(once);
        world.pass(LASTS);
        here.sendAll(typing);
        assertThat(seen(alice)).isEqualTo(once);
        world.pass(Typists.CLOCK_MILLIS);
        here.sendAll(typing);
        assertThat(seen(alice)).isEqualTo(once);
        alice.crash();
        world.pass(2000);
        here.sendAll(typing);
        assertThat(seen(alice)).isEmpty();
    }

    @Test
    @DisplayName("A43: a notice that is overtaken by the message it was for is not shown")
    void notice_overtakenByItsMessage_isNotShown() {
        alice.lost = Notice.class::isInstance;
        types(bob, true);
        alice.lost = frame -> false;
        say(bob, "said");
        here.sendAll(sent(bob).get(0));
        assertThat(seen(alice)).isEmpty();
    }

    @Test
    @DisplayName("A21: a device whose clock is far off is not shown to type")
    void notice_farFromTheClock_isNotShown() {
        types(bob, true);
        Notice typing = sent(bob).get(0);
        world.pass(2 * LASTS);
        alice.heard.clear();
        for (long off : new long[] {-2, 2}) {
            here.sendAll(again(typing, world.now() + off * Typists.CLOCK_MILLIS));
        }
        here.sendAll(again(typing, Long.MAX_VALUE));
        assertThat(seen(alice)).isEmpty();
        here.sendAll(again(typing, world.now() + Typists.CLOCK_MILLIS / 2));
        assertThat(seen(alice)).containsExactly("bob");
    }

    /** Bob's notice with another number, as his own device could make it. */
    private Notice again(Notice notice, long number) {
        return new NoticeSealer(world.crypto)
                .seal(NoticeSealer.Origin.of(notice), new NoticeSealer.Word(number, true), join(bob, notice), key(bob));
    }

    private static SigningKey key(World.Client who) {
        return new SigningKey(
                Account.decode(who.store.get(Table.SETTING, "device-key").orElseThrow()));
    }

    private static Secret join(World.Client who, Notice notice) {
        for (Row row : who.store.rows(Table.EPOCH)) {
            if (row.key().endsWith(notice.epoch())) {
                return new Secret(Account.decode(row.value().split(" ")[1]));
            }
        }
        throw new AssertionError("no join");
    }

    @Test
    @DisplayName("A05, A10: a member cannot say it of another, nor a server of anybody")
    void notice_forged_isNotShown() {
        types(bob, true);
        world.pass(2 * LASTS);
        alice.heard.clear();
        Notice right = sent(bob).get(0);
        NoticeSealer.Word word = new NoticeSealer.Word(world.now(), true);
        NoticeSealer sealer = new NoticeSealer(world.crypto);
        NoticeSealer.Origin origin = NoticeSealer.Origin.of(right);
        here.sendAll(sealer.seal(origin, word, join(bob, right), key(alice)));
        here.sendAll(sealer.seal(origin, word, world.crypto.newSecret(), key(bob)));
        here.sendAll(new Notice(
                right.log(), right.user(), right.device(), right.epoch(), "", right.text(), right.signature()));
        assertThat(seen(alice)).isEmpty();
        assertThat(alice.core.connection().server()).as("nothing else happens").isPresent();
        here.sendAll(sealer.seal(origin, word, join(bob, right), key(bob)));
        assertThat(seen(alice)).containsExactly("bob");
    }

    @Test
    @DisplayName("A32: it ends when they leave, and what comes after is not shown; they are told nothing more")
    void typing_left_ends() {
        types(bob, true);
        Notice typing = sent(bob).get(0);
        bob.core.leave(ROOM);
        world.run();
        assertThat(seen(alice)).containsExactly("bob", "-bob");
        here.sendAll(again(typing, world.now() + 1));
        assertThat(seen(alice)).containsExactly("bob", "-bob");
        types(bob, true);
        assertThat(sent(bob)).hasSize(1);
    }

    @Test
    @DisplayName("who leaves is told that nobody types there any more")
    void typing_oneselfLeaving_ends() {
        types(bob, true);
        alice.core.leave(ROOM);
        world.run();
        world.pass(Connection.TICK_MILLIS);
        assertThat(seen(alice)).containsExactly("bob", "-bob");
    }

    @Test
    @DisplayName(
            "I7: where somebody was removed nothing is told before there is a key that they do not have; guests give none")
    void typing_someoneRemoved_waitsForAFreshKey() {
        RoomRef.Owned room = alice.core.owned().create("club", Charter.History.NONE);
        world.run();
        World.Client carl = world.client("carl", here);
        carl.join(ROOM);
        world.run();
        for (World.Client each : List.of(bob, carl)) {
            alice.core.owned().invite(room, each.user(), Rank.MEMBER);
            world.run();
            each.core.owned().enter(room);
            world.pass(1000);
        }
        alice.core.talk().typingTold(true);
        alice.core.talk().say(room, "hello");
        world.run();
        alice.core.talk().typing(room, true);
        world.run();
        assertThat(sent(alice)).hasSize(1);
        assertThat(carl.core.rooms()).contains(room);
        assertThat(seen(carl)).containsExactly("alice");
        assertThat(seen(bob)).containsExactly("alice");

        alice.core.owned().kick(room, carl.user());
        world.pass(2 * LASTS);
        int before = sent(alice).size();
        alice.core.talk().typing(room, true);
        world.run();
        assertThat(sent(alice)).as("no key without carl").hasSize(before);
        alice.core.talk().say(room, "without carl");
        world.run();
        world.pass(LASTS);
        carl.heard.clear();
        bob.heard.clear();
        alice.core.talk().typing(room, true);
        world.run();
        assertThat(seen(bob)).containsExactly("alice");
        assertThat(seen(carl)).isEmpty();

        alice.core.owned().rank(room, bob.user(), Rank.GUEST);
        world.pass(1000);
        before = sent(bob).size();
        bob.core.talk().typing(room, true);
        world.run();
        assertThat(sent(bob)).as("guests only read").hasSize(before);
    }

    @Test
    @DisplayName("nothing is sent or kept where nobody is there, without a connection, or in an unknown room")
    void typing_toNobody_doesNothing() {
        bob.core.talk().typing(RoomRef.open("elsewhere"), true);
        RoomRef.Open alone = RoomRef.open("alone");
        bob.join(alone);
        bob.core.talk().typing(alone, true);
        here.dead = true;
        bob.cut();
        types(bob, true);
        assertThat(sent(bob)).isEmpty();
        here.dead = false;
        world.pass(20_000);
        assertThat(seen(alice)).as("not even later").isEmpty();
        types(bob, true);
        assertThat(seen(alice)).containsExactly("bob");
    }

    @Test
    @DisplayName("nothing of it is in a client's store")
    void typing_isNotStored() {
        types(bob, true);
        types(bob, false);
        assertThat(seen(alice)).hasSize(2);
        for (World.Client each : List.of(alice, bob)) {
            for (Table table : Table.values()) {
                for (Row row : each.store.rows(table)) {
                    for (Notice notice : sent(bob)) {
                        assertThat(row.key() + row.value())
                                .doesNotContain(notice.nonce(), notice.text(), notice.signature());
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("not in rooms of more than 64 members")
    void typing_largeRoom_isNotTold() {
        TestRoom crowd = new TestRoom(ROOM.name().value());
        for (int i = 2; i < NoticeSealer.MAX_MEMBERS; i++) {
            crowd.join(new TestPerson("member " + i));
        }
        world.hold(crowd.arrived());
        world.pass(1000);
        assertThat(alice.core.members(ROOM)).hasSize(NoticeSealer.MAX_MEMBERS);
        say(alice, "for all");
        types(bob, true);
        assertThat(seen(alice)).containsExactly("bob");
        world.pass(LASTS);
        crowd.join(new TestPerson("one too many"));
        world.hold(crowd.arrived());
        world.pass(1000);
        assertThat(alice.core.members(ROOM)).hasSize(NoticeSealer.MAX_MEMBERS + 1);
        say(alice, "for one more");
        Notice before = sent(bob).get(0);
        types(bob, true);
        assertThat(sent(bob)).hasSize(1);
        here.sendAll(again(before, world.now()));
        assertThat(seen(alice)).containsExactly("bob", "-bob");
    }
}
