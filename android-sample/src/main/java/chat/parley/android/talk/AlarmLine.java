package chat.parley.android.talk;

import android.content.res.Resources;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.people.Alarm;
import chat.parley.protocol.id.UserId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says above all that is said that somebody here may not be who they were, until that is settled; the field says why nothing
 * is sent: for that, or because this user may not speak here.
 */
final class AlarmLine {
    /** How much is seen of a button that does nothing. */
    private static final float FAINT = 0.3f;

    private final View screen;
    private Optional<Alarm> alarm = Optional.empty();
    private boolean speaks = true;

    /** @param more shows more of the person */
    AlarmLine(View screen, Consumer<UserId> more) {
        this.screen = screen;
        screen.findViewById(R.id.alarm)
                .setOnClickListener(view -> alarm.map(Alarm::user).ifPresent(more));
    }

    void show(Optional<Alarm> now, Standing standing) {
        alarm = now;
        speaks = standing == Standing.SPEAKS;
        TextView text = screen.findViewById(R.id.alarm);
        text.setVisibility(now.isPresent() ? View.VISIBLE : View.GONE);
        Resources words = screen.getResources();
        text.setText(now.map(each -> words.getString(R.string.tap_for_more, each.text(screen.getContext())))
                .orElse(""));
        boolean blocked = now.filter(Alarm::blocks).isPresent();
        enable(R.id.send, speaks && !blocked);
        enable(R.id.attach, speaks && !blocked);
        EditText input = screen.findViewById(R.id.input);
        input.setEnabled(speaks);
        input.setHint(speaks && blocked ? R.string.blocked_hint : standing.hint());
    }

    /** Whether something may be sent. */
    boolean isOpen() {
        return speaks && !blocked().isPresent();
    }

    /** Who may not be who they were, so that nothing is sent; empty if it is not that. */
    Optional<String> blocked() {
        return alarm.filter(Alarm::blocks).map(each -> each.text(screen.getContext()));
    }

    private void enable(int button, boolean on) {
        View view = screen.findViewById(button);
        view.setEnabled(on);
        view.setAlpha(on ? 1 : FAINT);
    }
}
