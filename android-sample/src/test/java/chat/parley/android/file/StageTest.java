package chat.parley.android.file;

import static chat.parley.client.SharedFiles.State.COMING;
import static chat.parley.client.SharedFiles.State.OFFERED;
import static chat.parley.client.SharedFiles.State.REJECTED;
import static chat.parley.client.SharedFiles.State.SAVED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What can be done with a file. */
class StageTest {
    @Test
    @DisplayName("A53: what others offer waits for an answer")
    void offered_isAcceptedOrDeclined() {
        assertThat(Stage.of(false, OFFERED, false, false).deeds())
                .containsExactly(Stage.Deed.ACCEPT, Stage.Deed.DECLINE);
        assertThat(Stage.of(true, OFFERED, false, false).deeds()).containsExactly(Stage.Deed.GET);
        assertThat(Stage.of(false, OFFERED, false, true).line()).isEqualTo(Stage.Line.FAILED);
    }

    @Test
    void coming_canBeCancelled() {
        assertThat(Stage.of(false, COMING, false, false))
                .isEqualTo(new Stage(Stage.Line.MOVING, java.util.Arrays.asList(Stage.Deed.CANCEL)));
    }

    @Test
    @DisplayName("only what lies here can be opened; what went can be fetched again")
    void saved_isOpenedIfItIsHere() {
        assertThat(Stage.of(false, SAVED, true, false).deeds()).containsExactly(Stage.Deed.OPEN, Stage.Deed.SAVE);
        assertThat(Stage.of(false, SAVED, false, false).line()).isEqualTo(Stage.Line.GONE);
        assertThat(Stage.of(false, SAVED, false, false).deeds()).containsExactly(Stage.Deed.GET);
    }

    @Test
    void declined_canBeFetchedAllTheSame() {
        assertThat(Stage.of(false, REJECTED, false, false).line()).isEqualTo(Stage.Line.DECLINED);
        assertThat(Stage.of(false, REJECTED, false, false).deeds()).containsExactly(Stage.Deed.GET);
    }
}
