package chat.parley.android.file;

import android.content.Context;
import android.text.BidiFormatter;
import android.text.format.Formatter;
import chat.parley.android.R;
import chat.parley.android.app.PlainText;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomException;
import chat.parley.client.blob.TransferException;
import java.util.Locale;

/** Files in the words of the phone's language. */
public final class FileWords {
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private FileWords() {}

    /** A message in one line: what was said, or the file it is about; for lists and quotes. */
    public static String line(Context context, ClientEvent.Message message) {
        if (message.marks().deleted()) {
            return context.getString(R.string.deleted);
        }
        String text = PlainText.line(message.text());
        if (!message.marks().file().isPresent()) {
            return text;
        }
        ClientEvent.Attachment file = message.marks().file().get();
        if (Label.isPicture(file.type())) {
            return text.isEmpty()
                    ? context.getString(R.string.file_picture)
                    : context.getString(R.string.file_picture_line, text);
        }
        return context.getString(R.string.file_line, text.isEmpty() ? Label.shown(file.name()) : text);
    }

    /**
     * A message for a notification.
     *
     * @param open whether what is in it may be told
     */
    public static String news(Context context, ClientEvent.Message message, boolean open) {
        if (open || !message.marks().file().isPresent()) {
            return message.marks().file().isPresent() ? line(context, message) : PlainText.of(message.text());
        }
        boolean picture = Label.isPicture(message.marks().file().get().type());
        return context.getString(picture ? R.string.file_sent_picture : R.string.file_sent_file);
    }

    /** As {@code PDF · 1.2 MB}. */
    static String about(Context context, String name, String type, long size) {
        String ending = Label.ending(Label.shown(name)).toUpperCase(Locale.ROOT);
        String kind = !ending.isEmpty() && ending.chars().allMatch(Character::isLetterOrDigit)
                ? ending
                : context.getString(Label.isPicture(type) ? R.string.file_picture : R.string.file_file);
        return size < 0 ? kind : context.getString(R.string.file_about, kind, size(context, size));
    }

    static String size(Context context, long bytes) {
        // A number keeps its direction among words of another one.
        return BidiFormatter.getInstance(
                        context.getResources().getConfiguration().getLocales().get(0))
                .unicodeWrap(Formatter.formatShortFileSize(context, bytes));
    }

    /** As {@code 1.2 MB of 3 MB · 340 kB/s · 5 s left}. */
    static String progress(Context context, Move move) {
        if (move.total() == 0) {
            return context.getString(R.string.file_waiting);
        }
        String far = context.getString(R.string.file_progress, size(context, move.done()), size(context, move.total()));
        return move.rate()
                .filter(rate -> rate.perSecond().isPresent())
                .map(rate -> context.getString(
                        R.string.file_progress_rate,
                        far,
                        size(context, rate.perSecond().getAsLong()),
                        left(context, rate.secondsUntil(move.total()).getAsLong())))
                .orElse(far);
    }

    /** Why a file did not come or go. */
    static String reason(Context context, String code) {
        if (code.equals(RoomException.Code.NOT_IN_ROOM.name())) {
            return context.getString(R.string.room_not_in);
        }
        for (TransferException.Code each : TransferException.Code.values()) {
            if (each.name().equals(code)) {
                return context.getString(reason(each));
            }
        }
        return context.getString(R.string.failed);
    }

    private static int reason(TransferException.Code code) {
        return switch (code) {
            case CANCELLED, NO_SERVER, EXISTS -> R.string.failed;
            case TOO_LARGE, OVER_LIMIT -> R.string.file_too_large;
            case QUOTA -> R.string.file_quota;
            case REFUSED -> R.string.file_refused;
            case NOT_FOUND -> R.string.file_not_found;
            case SOURCE -> R.string.file_source;
            case DAMAGED -> R.string.file_damaged;
            case DISK -> R.string.file_disk;
        };
    }

    private static String left(Context context, long seconds) {
        if (seconds < 2 * MINUTE) {
            return context.getString(R.string.file_seconds, seconds);
        }
        return seconds < 2 * HOUR
                ? context.getString(R.string.file_minutes, seconds / MINUTE)
                : context.getString(R.string.file_hours, seconds / HOUR);
    }
}
