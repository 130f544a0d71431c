package chat.parley.android.app;

import android.content.Context;
import android.text.format.DateFormat;
import chat.parley.android.R;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Date;
import java.util.Locale;

/** Days and times in the language of the app, by the phone's own clock. */
public final class Dates {
    private final Context context;
    private final Clock clock;

    public Dates(Context context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** The phone's clock and zone. */
    public Dates(Context context) {
        this(context, Clock.systemDefaultZone());
    }

    /** Today, yesterday, or the whole date with its weekday. */
    public String day(LocalDate day) {
        LocalDate today = LocalDate.now(clock);
        if (day.equals(today)) {
            return context.getString(R.string.today);
        }
        if (day.equals(today.minusDays(1))) {
            return context.getString(R.string.yesterday);
        }
        return day.format(style(FormatStyle.FULL));
    }

    /** A date without its weekday. */
    public String date(Instant then) {
        return then.atZone(zone()).format(style(FormatStyle.LONG));
    }

    /** What fits at the end of a line: the time of today, else the day. */
    public String brief(Instant then) {
        LocalDate day = then.atZone(zone()).toLocalDate();
        LocalDate today = LocalDate.now(clock);
        if (day.equals(today)) {
            return time(then);
        }
        return day.equals(today.minusDays(1)) ? day(day) : day.format(style(FormatStyle.SHORT));
    }

    /** The date and the time. */
    public String full(Instant then) {
        return date(then) + ", " + time(then);
    }

    /** The time of the day, as the phone is set: of 12 hours or of 24. */
    public String time(Instant then) {
        return DateFormat.getTimeFormat(context).format(new Date(then.toEpochMilli()));
    }

    public ZoneId zone() {
        return clock.getZone();
    }

    private DateTimeFormatter style(FormatStyle style) {
        Locale locale = context.getResources().getConfiguration().getLocales().get(0);
        return DateTimeFormatter.ofLocalizedDate(style).withLocale(locale);
    }
}
