package chat.parley.android.talk;

import android.os.Bundle;
import java.util.Optional;

/**
 * What was typed and not sent: taken when the screen comes up, kept when it goes to the back. What another screen of the same
 * room has made of it meanwhile is taken too, if nothing was typed here.
 */
final class Draft {
    private static final String TAKEN = "draft taken";
    private static final String KEPT = "draft kept";

    private final Composer composer;
    private final TypingLine typing;
    private final Voice voice;
    private final Optional<String> shared;
    private boolean taken;
    private String kept = "";
    private int times;

    /** @param shared what another app gave: it comes behind what was typed */
    Draft(Composer composer, TypingLine typing, Voice voice, Optional<String> shared) {
        this.composer = composer;
        this.typing = typing;
        this.voice = voice;
        this.shared = shared;
    }

    void restore(Bundle state) {
        taken = state.getBoolean(TAKEN);
        kept = state.getString(KEPT, "");
    }

    void save(Bundle state) {
        state.putBoolean(TAKEN, taken);
        state.putString(KEPT, kept);
    }

    /** The screen comes up. */
    void take() {
        int asked = times;
        voice.draft(stored -> typing.without(() -> take(asked, stored)));
    }

    /** The screen goes to the back, or what was typed is said. Before the draft was taken, the field does not have it. */
    void keep() {
        times++;
        if (taken) {
            kept = composer.draft();
            voice.draft(kept);
        }
    }

    private void take(int asked, String stored) {
        if (!taken) {
            taken = true;
            kept = stored;
            composer.draft(stored + composer.draft() + shared.orElse(""));
        } else if (asked == times && composer.draft().equals(kept)) {
            kept = stored;
            composer.draft(stored);
        }
    }
}
