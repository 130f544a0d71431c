package chat.parley.android.talk;

import android.content.Context;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.ForegroundColorSpan;
import chat.parley.android.R;
import chat.parley.client.Waiting;
import java.util.Optional;

/** The line below a message: its time, and how far it has come, as marks for the eye and as words. */
final class Foot {
    private Foot() {}

    /** The line; what was read has its marks in another colour. */
    static CharSequence of(Context context, String time, Optional<Far> state) {
        if (!state.isPresent()) {
            return time;
        }
        SpannableStringBuilder text = new SpannableStringBuilder(time).append(' ');
        int from = text.length();
        text.append(mark(state.get()));
        if (state.get() == Far.READ || state.get() == Far.REFUSED) {
            int color = context.getColor(state.get() == Far.READ ? R.color.read : R.color.danger);
            text.setSpan(new ForegroundColorSpan(color), from, text.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
        }
        return text;
    }

    /** The same for who hears it. */
    static String spoken(Context context, String time, Optional<Far> state) {
        return state.map(each -> time + ", " + word(context, each)).orElse(time);
    }

    static String word(Context context, Far state) {
        return context.getString(
                switch (state) {
                    case SENDING -> R.string.state_sending;
                    case REFUSED -> R.string.state_refused;
                    case STORED -> R.string.state_stored;
                    case SAFE -> R.string.state_safe;
                    case DELIVERED -> R.string.state_delivered;
                    case READ -> R.string.state_read;
                });
    }

    /** What something waits for. */
    static String word(Context context, Waiting.For what) {
        return context.getString(
                switch (what) {
                    case SERVER -> R.string.waits_server;
                    case PEER -> R.string.waits_peer;
                    case ACCEPTANCE -> R.string.waits_acceptance;
                });
    }

    /** Dots, a sign that it did not go, one tick, two ticks. */
    static String mark(Far state) {
        return switch (state) {
            case SENDING -> "\u2026";
            case REFUSED -> "!";
            case STORED -> "\u2713";
            case SAFE, DELIVERED, READ -> "\u2713\u2713";
        };
    }
}
