package chat.parley.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomFocusTest {
    private static final RoomRef.Open LOBBY = RoomRef.open("lobby");

    private final RoomFocus focus = new RoomFocus();

    @Test
    void whileJoining_textGoesNowhere() {
        focus.choose(RoomRef.open("a"));
        focus.await(LOBBY);
        assertThat(focus.current()).isEmpty();
        focus.joined(RoomRef.open("other"));
        assertThat(focus.current()).isEmpty();
        focus.joined(LOBBY);
        assertThat(focus.current()).contains(LOBBY);
        focus.left(LOBBY);
        assertThat(focus.current()).isEmpty();
    }

    @Test
    void await_afterTheJoinWasAnswered_isThere() {
        focus.choose(RoomRef.open("a"));
        focus.joined(LOBBY);
        focus.await(LOBBY);
        assertThat(focus.current()).contains(LOBBY);
        assertThat(focus.isSettled()).isTrue();
        focus.leaving(LOBBY);
        focus.left(LOBBY);
        focus.await(LOBBY);
        assertThat(focus.awaited()).contains(LOBBY);
    }

    @Test
    @DisplayName("A room that does not let the person in puts them nowhere: a text meant for it goes to no other")
    void refused_textGoesNowhere() {
        RoomRef.Open former = RoomRef.open("a");
        focus.choose(former);
        focus.asking();
        assertThat(focus.await(LOBBY)).isTrue();
        assertThat(focus.refused(LOBBY)).isTrue();
        assertThat(focus.isSettled()).isTrue();
        assertThat(focus.awaited()).isEmpty();
        assertThat(focus.current()).isEmpty();
        assertThat(focus.former()).contains(former);
        assertThat(focus.takeKeptOut()).isTrue();
        assertThat(focus.takeKeptOut()).isFalse();
    }

    @Test
    @DisplayName("A room that refuses before it is waited for is not waited for")
    void refused_beforeItIsAwaited() {
        focus.asking();
        assertThat(focus.refused(LOBBY)).isFalse();
        assertThat(focus.await(LOBBY)).isFalse();
        assertThat(focus.isSettled()).isTrue();
        assertThat(focus.takeKeptOut()).isTrue();
        focus.refused(LOBBY);
        focus.asking();
        assertThat(focus.await(LOBBY)).as("asked anew").isTrue();
    }

    @Test
    @DisplayName("Who talks elsewhere by then goes on talking there")
    void refused_whileTalkingElsewhere() {
        RoomRef.Open other = RoomRef.open("a");
        focus.await(LOBBY);
        focus.choose(other);
        assertThat(focus.refused(LOBBY)).isFalse();
        assertThat(focus.current()).contains(other);
    }
}
