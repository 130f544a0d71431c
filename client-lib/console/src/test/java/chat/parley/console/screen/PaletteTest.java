package chat.parley.console.screen;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Palette plain = new Palette(Theme.NONE, Clock.fixed(NOON.plus(DAY), ZoneOffset.UTC));

    private static Line said(Instant time) {
        return new Line.Said(
                "lobby",
                new Line.Speaker(new UserId(new byte[32]), "bob", false),
                new Line.Words(time, false, "hi"),
                new Line.Notes(14, "answers 12", "👍 2", false, true));
    }

    @Test
    void message_hasTimeNumberAndWhatElseItIs() {
        plain.day(said(NOON));
        assertThat(plain.of(said(NOON)).toAnsi()).isEqualTo("12:00 14 [lobby] bob (answers 12): hi  👍 2");
        assertThat(plain.of(said(NOON.minus(DAY))).toAnsi()).startsWith("21 Nov 2026 12:00 14 [lobby]");
    }

    @Test
    @DisplayName("Without colours a line has no escape sequence; with them it has")
    void theme_none_isTextOnly() {
        for (Theme theme : Theme.values()) {
            Palette palette = new Palette(theme, Clock.systemUTC());
            assertThat(palette.of(said(NOON)).toAnsi().contains("\u001b[")).isEqualTo(theme != Theme.NONE);
            assertThat(palette.of(new Line.Alarm("x")).toAnsi().contains("\u001b["))
                    .isEqualTo(theme != Theme.NONE);
            assertThat(palette.of(new Line.Alarm("x"))
                            .toAnsi()
                            .equals(palette.of(new Line.Warning("ALARM: x")).toAnsi()))
                    .isEqualTo(theme == Theme.NONE);
        }
    }

    @Test
    @DisplayName("A day begins once, after the one before it, and never in the future: a sender's clock is not trusted")
    void day_beginsOnce() {
        assertThat(plain.day(said(NOON)).map(AttributedString::toString)).contains("--- Sunday, 22 November 2026 ---");
        assertThat(plain.day(said(NOON))).isEmpty();
        assertThat(plain.day(said(NOON.minus(DAY)))).isEmpty();
        assertThat(plain.day(said(NOON.plus(DAY.multipliedBy(2))))).isEmpty();
        assertThat(plain.day(said(NOON.plus(DAY)))).isPresent();
        assertThat(plain.day(new Line.Status("x"))).isEqualTo(Optional.empty());
    }

    @Test
    @DisplayName("The bell rings at most once in ten seconds, and not at all if it is not wanted")
    void bell_isBounded() {
        Instant[] now = {NOON};
        InstantSource clock = () -> now[0];
        Bell bell = new Bell(true, clock);
        assertThat(bell.rings()).isTrue();
        now[0] = NOON.plus(Bell.PAUSE).minusMillis(1);
        assertThat(bell.rings()).isFalse();
        now[0] = NOON.plus(Bell.PAUSE);
        assertThat(bell.rings()).isTrue();
        assertThat(new Bell(false, clock).rings()).isFalse();
    }
}
