package chat.parley.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.console.AtWork;
import chat.parley.console.FakeClient;
import chat.parley.console.screen.Line;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looking at a room again. */
@Timeout(60)
class LookingBackTest {
    private static final RoomRef.Open OTHER = RoomRef.open("other");

    private final AtWork work = new AtWork();

    @AfterEach
    void end() {
        work.close();
    }

    private static ClientEvent.Message said(int id) {
        return FakeClient.message(id, OTHER, AtWork.BOB, "line " + id);
    }

    private void known(int count) {
        work.client.remember(
                OTHER,
                List.of(work.client.me(), AtWork.BOB),
                IntStream.rangeClosed(1, count).mapToObj(LookingBackTest::said).toList());
    }

    @Test
    @DisplayName("Whoever comes to a room sees its last lines again, and a line before those that they have not seen")
    void switch_showsTheLastLines() {
        known(9);
        work.happens(said(8));
        work.happens(said(9));
        assertThat(work.type("/switch other"))
                .containsExactly(
                        "[other] bob: line 5",
                        "[other] bob: line 6",
                        "[other] bob: line 7",
                        "* 2 new:",
                        "[other] bob: line 8",
                        "[other] bob: line 9",
                        "* you talk in other");
        work.type("/switch lobby");
        assertThat(work.type("/switch other")).hasSize(6).noneMatch(line -> line.contains("new:"));
    }

    @Test
    @DisplayName("However many are new, the screen is not filled without an end")
    void switch_isBounded() {
        known(150);
        IntStream.rangeClosed(1, 150).forEach(id -> work.happens(said(id)));
        assertThat(work.type("/switch other")).hasSize(102).first().isEqualTo("* 150 new; the last of them:");
    }

    @Test
    @DisplayName("/history shows the last ones again, of this room or another, told before or not")
    void history_showsAgain() {
        known(9);
        work.type("/switch other");
        assertThat(work.type("/history 2"))
                .containsExactly(
                        "[other] bob: line 8",
                        "[other] bob: line 9",
                        "* these are the last of other; /older shows older ones");
        work.type("/switch lobby");
        assertThat(work.type("/history other 1")).hasSize(2).first().isEqualTo("[other] bob: line 9");
        assertThat(work.type("/history other")).hasSize(10);
        assertThat(work.type("/history"))
                .containsExactly("* this device has nothing of lobby yet; /older asks a server");
        assertThat(work.refuses("/history 0")).isTrue();
        assertThat(work.refuses("/history nowhere")).isTrue();
    }

    @Test
    @DisplayName("/search looks in the current room only, and for as many as one wants")
    void search_hereAndMore() {
        known(9);
        assertThat(work.type("/search --here line")).containsExactly("* nothing on this device has these words: line");
        assertThat(work.type("/search --last 4 line"))
                .hasSize(5)
                .last()
                .isEqualTo("* 4 messages, the newest that match; --last shows more");
        assertThat(work.type("/search line")).hasSize(10);
        assertThat(work.refuses("/search --last many line")).isTrue();
    }

    @Test
    @DisplayName("/show draws the small picture of a message again")
    void show_drawsAgain() {
        byte[] picture = {1, 2, 3};
        ClientEvent.Marks marks = new ClientEvent.Marks(
                Optional.empty(),
                false,
                false,
                new TreeMap<>(),
                Optional.of(new ClientEvent.Attachment("cat.png", "image/png", 3, Optional.of(picture))));
        ClientEvent.Message message = FakeClient.message(1, "lobby", AtWork.BOB, "");
        work.happens(new ClientEvent.Message(
                message.room(), message.id(), message.sender(), message.time(), "", marks, false));
        work.happens(FakeClient.message(2, "lobby", AtWork.BOB, "no picture"));
        int before = work.lines().size();
        work.type("/show 1");
        assertThat(work.lines().subList(before, work.lines().size()))
                .hasSize(2)
                .last()
                .isEqualTo(new Line.Preview(picture));
        assertThat(work.refuses("/show 2")).isTrue();
        assertThat(work.refuses("/show 7")).isTrue();
    }
}
