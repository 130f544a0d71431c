package chat.parley.protocol.keys;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Cards")
class CardTest {
    private final TestPerson olga = new TestPerson("olga");
    private final TestPerson adam = new TestPerson("adam");
    private final TestPerson mia = new TestPerson("mia");
    private final TestOwnedRoom room = TestOwnedRoom.create("cards", olga, Charter.History.NONE);

    CardTest() {
        room.admit(olga.device(), adam, Rank.ADMIN);
        room.admit(olga.device(), mia, Rank.MEMBER);
    }

    @Test
    @DisplayName("A33: a card is an admin's or the owner's, for this room, unchanged")
    void card_isValidFromAdminsOnly() throws Exception {
        assertThat(card(olga, 1, "Club").valid(CRYPTO, room.id(), room.state())).isTrue();
        Card right = card(adam, 2, "Club");
        assertThat(right.valid(CRYPTO, room.id(), room.state())).isTrue();
        assertThat(card(mia, 3, "Mine").valid(CRYPTO, room.id(), room.state())).isFalse();
        assertThat(card(new TestPerson("x"), 3, "Mine").valid(CRYPTO, room.id(), room.state()))
                .isFalse();
        TestOwnedRoom other = TestOwnedRoom.create("other", olga, Charter.History.NONE);
        assertThat(card(olga, 1, "Club").valid(CRYPTO, other.id(), other.state()))
                .isFalse();
        for (String wrong : List.of(
                right.write().replace("Club", "Klub"),
                right.write().replace("\"counter\":2", "\"counter\":3"),
                right.write().replace("\"topic\":\"\"", "\"topic\":\"t\""))) {
            assertThat(Card.read(wrong).valid(CRYPTO, room.id(), room.state())).isFalse();
        }
        room.kick(olga.device(), adam);
        assertThat(right.valid(CRYPTO, room.id(), room.state())).isFalse();
    }

    @Test
    void card_newer_isTheGreaterCounterThenTheGreaterDevice() {
        Card one = card(olga, 1, "A");
        Card two = card(adam, 2, "B");
        assertThat(Card.ORDER.compare(one, two)).isNegative();
        Card same = card(adam, 1, "B");
        boolean greater = adam.device().id().compareTo(olga.device().id()) > 0;
        assertThat(Card.ORDER.compare(same, one) > 0).isEqualTo(greater);
    }

    @Test
    @DisplayName("A33: a card counts only with a counter that the event it came in can have counted up to")
    void card_withACounterOutOfReach_doesNotCount() {
        Event source = room.say(adam.device(), "a card");
        long lamport = source.header().lamport();
        assertThat(card(adam, lamport + 1, "Club").counted(source)).isTrue();
        assertThat(card(adam, lamport + 2, "Club").counted(source)).isFalse();
        assertThat(card(adam, Card.MAX_COUNTER, "Club").counted(source)).isFalse();
        assertThatThrownBy(() -> card(adam, Card.MAX_COUNTER + 1, "Club")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A13, A54, A55: a card has one text, name and topic have bounds and no control characters")
    void card_outOfForm_isRefused() throws Exception {
        String text = card(olga, 1, "Caf\u00e9").write();
        assertThat(Card.read(text).write()).isEqualTo(text);
        for (String wrong : List.of(text + " ", text.replace("\"counter\":1", "\"counter\":01"), "{}", "")) {
            assertThatThrownBy(() -> Card.read(wrong)).isInstanceOf(MalformedJsonException.class);
        }
        for (String name : List.of("", "x".repeat(65), "a\u0007b", "\ud800", "a\nb")) {
            assertThatThrownBy(() -> new Card.Title(name, "")).isInstanceOf(IllegalArgumentException.class);
        }
        for (String topic : List.of("x".repeat(1025), "\u00e9".repeat(513), "a\u001bb")) {
            assertThatThrownBy(() -> new Card.Title("n", topic)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Card.Title("\ud83d\ude00".repeat(64), "\u00e9".repeat(512)))
                .isNotNull();
    }

    private Card card(TestPerson person, long counter, String name) {
        return Card.sign(
                CRYPTO, person.device().signing(), room.id(), person.user(), counter, new Card.Title(name, ""));
    }
}
