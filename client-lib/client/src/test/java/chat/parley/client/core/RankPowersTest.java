package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Messages: who may delete whose")
class RankPowersTest {
    private final TestPerson olga = new TestPerson("olga");
    private final TestPerson adam = new TestPerson("adam");
    private final TestPerson mia = new TestPerson("mia");
    private final TestPerson max = new TestPerson("max");

    @Test
    void ownedRoom_onlyAHigherRank() {
        TestOwnedRoom room = TestOwnedRoom.create("room", olga, Charter.History.NONE);
        room.admit(olga.device(), adam, Rank.ADMIN);
        room.admit(adam.device(), mia, Rank.MEMBER);
        room.admit(adam.device(), max, Rank.MEMBER);
        RoomState state = room.state();

        assertThat(RankPowers.outranks(state, adam.user(), mia.user())).isTrue();
        assertThat(RankPowers.outranks(state, olga.user(), adam.user())).isTrue();
        assertThat(RankPowers.outranks(state, mia.user(), max.user())).isFalse();
        assertThat(RankPowers.outranks(state, adam.user(), olga.user())).isFalse();
        assertThat(RankPowers.outranks(state, adam.user(), adam.user())).isFalse();

        room.kick(adam.device(), mia);
        assertThat(RankPowers.outranks(room.state(), adam.user(), mia.user()))
                .as("an admin deletes what somebody said who has gone")
                .isTrue();
        assertThat(RankPowers.outranks(room.state(), max.user(), mia.user()))
                .as("a member does not")
                .isFalse();
        assertThat(RankPowers.outranks(room.state(), mia.user(), max.user()))
                .as("nor who has gone")
                .isFalse();
    }

    @Test
    void openRoom_nobody() {
        TestRoom room = new TestRoom("lobby");
        room.join(adam);
        room.join(mia);
        assertThat(RankPowers.outranks(room.state(), adam.user(), mia.user())).isFalse();
    }
}
