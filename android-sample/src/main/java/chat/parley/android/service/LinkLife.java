package chat.parley.android.service;

import android.content.Intent;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.settings.Settings;

/**
 * Has the service live while it is needed. Of the screens' thread. The service is never stopped from here: Android ends an app
 * whose service goes away before it has shown its notification. It is told to look, and ends itself.
 */
public final class LinkLife {
    private final ParleyApp app;
    private boolean lives;

    public LinkLife(ParleyApp app) {
        this.app = app;
    }

    /** What is chosen, or what is under way, is something else now. */
    public void follow() {
        if (!lives && !isNeeded()) {
            return;
        }
        Intent service = new Intent(app, LinkService.class);
        try {
            if (lives) {
                app.startService(service);
            } else {
                app.startForegroundService(service);
            }
        } catch (IllegalStateException e) {
            // Newer phones do not let an app begin this from behind: see screen().
        }
    }

    /** A screen has come up: what could not be begun from behind can be now. */
    public void screen() {
        if (!lives) {
            follow();
        }
    }

    boolean isNeeded() {
        Settings settings = app.settings();
        return !settings.name().isEmpty()
                && (settings.is(Settings.Choice.STAY_CONNECTED)
                        || app.cabinet().traffic().underWay() > 0);
    }

    void lives(boolean now) {
        lives = now;
    }
}
