package chat.parley.android.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A picture made larger. */
class ZoomTest {
    private final Zoom zoom = new Zoom();

    @BeforeEach
    void begin() {
        zoom.fit(400, 800, 200, 100);
    }

    @Test
    @DisplayName("at first all of it is seen, in the middle")
    void fit_isInTheMiddle() {
        assertThat(zoom.scale()).isEqualTo(2);
        assertThat(zoom.left()).isZero();
        assertThat(zoom.top()).isEqualTo(300);
        assertThat(zoom.isFitted()).isTrue();
    }

    @Test
    @DisplayName("what is between the fingers stays there")
    void by_staysUnderTheFingers() {
        zoom.by(5, 300, 400);
        assertThat(zoom.scale()).isEqualTo(10);
        assertThat((300 - zoom.left()) / zoom.scale()).isCloseTo(150, within(0.01f));
        assertThat((400 - zoom.top()) / zoom.scale()).isCloseTo(50, within(0.01f));
    }

    @Test
    @DisplayName("never smaller than what fits, never larger than the bound")
    void by_isBounded() {
        zoom.by(1000, 10, 10);
        assertThat(zoom.scale()).isEqualTo(2 * Zoom.MOST);
        zoom.by(0.0001f, 10, 10);
        assertThat(zoom.isFitted()).isTrue();
        assertThat(zoom.top()).isEqualTo(300);
    }

    @Test
    @DisplayName("it is not moved away")
    void move_leavesNoGap() {
        zoom.move(500, 500);
        assertThat(zoom.left()).isZero();
        assertThat(zoom.top()).isEqualTo(300);
        zoom.by(8, 200, 400);
        zoom.move(100_000, 100_000);
        assertThat(zoom.left()).isZero();
        assertThat(zoom.top()).isZero();
        zoom.move(-100_000, -100_000);
        assertThat(zoom.left()).isEqualTo(400 - 8 * 400);
        assertThat(zoom.top()).isEqualTo(800 - 8 * 200);
    }
}
