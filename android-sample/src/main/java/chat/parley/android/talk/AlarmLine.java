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

/** Says above all that is said that somebody here may not be who they were, until that is settled; nothing is sent if it must be. */
final class AlarmLine {
    /** How much is seen of a button that does nothing. */
    private static final float FAINT = 0.3f;

    private final View screen;
    private Optional<Alarm> alarm = Optional.empty();

    /** @param more shows more of the person */
    AlarmLine(View screen, Consumer<UserId> more) {
        this.screen = screen;
        screen.findViewById(R.id.alarm)
                .setOnClickListener(view -> alarm.map(Alarm::user).ifPresent(more));
    }

    void show(Optional<Alarm> now) {
        alarm = now;
        TextView text = screen.findViewById(R.id.alarm);
        text.setVisibility(now.isPresent() ? View.VISIBLE : View.GONE);
        Resources words = screen.getResources();
        text.setText(now.map(each -> words.getString(R.string.tap_for_more, each.text(screen.getContext())))
                .orElse(""));
        boolean blocked = now.filter(Alarm::blocks).isPresent();
        enable(R.id.send, !blocked);
        enable(R.id.attach, !blocked);
        EditText input = screen.findViewById(R.id.input);
        input.setHint(blocked ? R.string.blocked_hint : R.string.message_hint);
    }

    /** Why nothing is sent; empty if it is. */
    Optional<String> blocked() {
        return alarm.filter(Alarm::blocks).map(each -> each.text(screen.getContext()));
    }

    private void enable(int button, boolean on) {
        View view = screen.findViewById(button);
        view.setEnabled(on);
        view.setAlpha(on ? 1 : FAINT);
    }
}
