package chat.parley.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
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
}
