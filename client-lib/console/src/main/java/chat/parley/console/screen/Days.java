package chat.parley.console.screen;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Which day the lines on the screen are of. A sender's clock is not trusted: a day only begins after the one before it, and
 * never in the future; a message from any other day has the date in its stamp.
 */
final class Days {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

    private final Clock clock;
    private LocalDate shown = LocalDate.MIN;

    Days(Clock clock) {
        this.clock = clock;
    }

    /** The day's name, if it begins with what was said then. */
    Optional<String> begins(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, clock.getZone());
        if (!day.isAfter(shown) || day.isAfter(LocalDate.now(clock))) {
            return Optional.empty();
        }
        shown = day;
        return Optional.of(DAY.format(day));
    }

    /** The day and the time of day. */
    String dated(Instant time) {
        return DATE_AND_TIME.withZone(clock.getZone()).format(time);
    }

    /** The time of day; with the date, if that is not the day shown last. */
    String stamp(Instant time) {
        boolean sameDay = LocalDate.ofInstant(time, clock.getZone()).equals(shown);
        return (sameDay ? TIME : DATE_AND_TIME).withZone(clock.getZone()).format(time);
    }
}
