package chat.parley.federation.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void longestGap_isBetweenTwoStored() {
        assertThat(Figures.longestGap(List.of(0L, 10L, 20L, 30L), List.of(1L, 22L, 31L)))
                .isEqualTo(21);
    }

    @Test
    void longestGap_beginsWithTheFirstWord_andEndsWithTheLastOnesStored() {
        assertThat(Figures.longestGap(List.of(0L, 5L), List.of(4L, 12L, 99L))).isEqualTo(8);
        assertThat(Figures.longestGap(List.of(0L, 5L), List.of(4L, 5L, 99L))).isEqualTo(4);
    }

    @Test
    void longestGap_withoutAnyStored_isTheWholeTalk() {
        assertThat(Figures.longestGap(List.of(3L, 50L), List.of())).isEqualTo(47);
        assertThat(Figures.longestGap(List.of(), List.of(7L))).isZero();
    }

    @Test
    void block_hasTheCounts_andNamesWhatWasViolated() {
        History ann = new History("ann", List.of(new Entry.Taken(1, "hello", 1)), List.of(), 1);

        String text = new Figures(List.of(ann), HistoryChecker.check(List.of(ann))).text("a run");

        assertThat(text.lines())
                .contains("a run", "UNSENT: 1 messages of ann")
                .anyMatch(line -> line.matches("messages said +1"))
                .anyMatch(line -> line.matches("unsent +1"))
                .anyMatch(line -> line.matches("duplicate +0"))
                .anyMatch(line -> line.matches(" +the room +0\\.0 s"));
    }
}
