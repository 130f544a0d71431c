package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomException;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Direct rooms, as two clients use them")
class ConversationOfTwoTest {
    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Client olga = world.client("olga", here);
    private final World.Client mia = world.client("mia", there);

    @Test
    @DisplayName(
            "Begun with somebody one shares a room with: the other is in by itself, and what was said waits for them")
    void conversation_withSomebodyKnown_isEnteredUnasked() {
        meet();
        mia.reaches = url -> false;
        mia.cut();
        RoomRef.Owned room = olga.core.owned().with(mia.user());
        olga.core.say(room, "are you there?");
        olga.core.say(room, "call me");
        world.run();
        assertThat(olga.problems()).containsExactly("PEER_NOT_IN");
        assertThat(olga.core.unsent()).isEqualTo(2);
        olga.crash();
        world.pass(2000);
        assertThat(olga.problems()).isEmpty();
        assertThat(olga.core.room(room).orElseThrow().title())
                .as("as she is called elsewhere")
                .isEqualTo("mia");

        mia.reaches = url -> true;
        world.pass(10_000);

        assertThat(mia.texts()).containsExactly("are you there?", "call me");
        assertThat(mia.all(ClientEvent.Invitation.class)).isEmpty();
        assertThat(olga.core.unsent()).isZero();
        assertThat(mia.core.owned().with(olga.user())).isEqualTo(room);
        RoomInfo info = mia.core.room(room).orElseThrow();
        assertThat(info.kind()).isEqualTo(RoomInfo.Kind.DIRECT);
        assertThat(info.title()).isEqualTo("olga");
        assertThat(info.peer().orElseThrow().user()).isEqualTo(olga.user());
    }

    @Test
    @DisplayName(
            "Begun by a stranger it is an invitation; who takes it up, or writes back, is in the same conversation")
    void conversation_byAStranger_isAnInvitation() {
        world.pass(1000);
        RoomRef.Owned room = olga.core.owned().with(mia.user());
        olga.core.say(room, "hello stranger");
        world.run();
        assertThat(mia.core.rooms()).isEmpty();
        assertThat(mia.all(ClientEvent.Invitation.class))
                .hasSize(1)
                .allMatch(each ->
                        each.invited().direct() && each.invited().by().user().equals(olga.user()));
        assertThat(mia.core.owned().with(olga.user())).isEqualTo(room);
        world.run();
        assertThat(mia.texts()).containsExactly("hello stranger");
    }

    @Test
    @DisplayName("Begun by both at once: both are read, and both go on in the one with the smallest id")
    void conversation_begunByBoth_isOne() {
        meet();
        apart();
        RoomRef.Owned his = olga.core.owned().with(mia.user());
        RoomRef.Owned hers = mia.core.owned().with(olga.user());
        olga.core.say(his, "from here");
        mia.core.say(hers, "from there");
        world.pass(1000);
        assertThat(his).isNotEqualTo(hers);
        together();

        assertThat(olga.texts()).containsExactlyInAnyOrder("from here", "from there");
        assertThat(mia.texts()).containsExactlyInAnyOrder("from here", "from there");
        RoomRef.Owned one = his.log().compareTo(hers.log()) < 0 ? his : hers;
        assertThat(olga.core.owned().with(mia.user())).isEqualTo(one);
        assertThat(mia.core.owned().with(olga.user())).isEqualTo(one);
        olga.core.say(one == his ? hers : his, "in the other one");
        world.run();
        assertThat(mia.texts()).contains("in the other one");
    }

    @Test
    @DisplayName("A conversation of two has no ranks and invitations, and none with oneself")
    void conversation_hasNoRanks() {
        meet();
        RoomRef.Owned room = olga.core.owned().with(mia.user());
        world.run();
        wrongKind(() -> olga.core.owned().kick(room, mia.user()));
        wrongKind(() -> olga.core.owned().link(room, Rank.GUEST));
        wrongKind(() -> olga.core.owned().rename(room, "Us"));
        wrongKind(() -> olga.core.owned().with(olga.user()));
        assertThat(olga.core.owned().rankOf(room, mia.user())).contains(Rank.MEMBER);
    }

    @Test
    @DisplayName("Who leaves a conversation reads no more of it, and takes up the same one again")
    void conversation_left_isTakenUpAgain() {
        meet();
        RoomRef.Owned room = olga.core.owned().with(mia.user());
        olga.core.say(room, "one");
        world.run();
        mia.core.leave(room);
        world.run();
        assertThat(mia.core.rooms()).doesNotContain(room);
        olga.core.say(room, "two");
        world.run();
        assertThat(mia.texts()).containsExactly("one");
        assertThat(mia.core.owned().with(olga.user())).isEqualTo(room);
        world.run();
        assertThat(mia.texts()).containsExactly("one", "two");
    }

    @Test
    @DisplayName("I7: a third person reads nothing of it, and cannot come in")
    void third_cannotComeIn() {
        meet();
        World.Client nils = world.client("nils", here);
        RoomRef.Owned room = olga.core.owned().with(mia.user());
        olga.core.say(room, "between us");
        world.pass(1000);
        nils.core.frame(new chat.parley.protocol.frame.Rooms(
                List.of(room.log().toString()), List.of(room.log().toString()), false));
        world.pass(1000);
        assertThat(nils.core.rooms()).isEmpty();
        assertThat(nils.core.owned().invited()).isEmpty();
        assertThat(nils.texts()).isEmpty();
    }

    private void meet() {
        world.pass(1000);
        RoomRef.Owned room = olga.core.owned().create("Met", Charter.History.NONE);
        olga.core.owned().invite(room, mia.user(), Rank.MEMBER);
        world.run();
        mia.core.owned().enter(room);
        world.run();
        olga.heard.clear();
        mia.heard.clear();
    }

    private void apart() {
        olga.reaches = here.url::equals;
        mia.reaches = there.url::equals;
        world.split(there);
        world.pass(5000);
    }

    private void together() {
        world.heal();
        world.pass(10_000);
    }

    private static void wrongKind(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        RoomException.class, e -> assertThat(e.code()).isEqualTo(RoomException.Code.WRONG_KIND));
    }
}
