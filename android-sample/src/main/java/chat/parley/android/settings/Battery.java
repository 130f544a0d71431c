package chat.parley.android.settings;

import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.net.Uri;
import android.os.PowerManager;
import android.provider.Settings;
import chat.parley.android.R;
import chat.parley.android.app.Screen;

/** Whether the phone may end the app to save its battery, which ends the link, and the question not to. */
final class Battery {
    private final Screen screen;

    Battery(Screen screen) {
        this.screen = screen;
    }

    /** Whether it may. */
    boolean ends() {
        return !screen.getSystemService(PowerManager.class).isIgnoringBatteryOptimizations(screen.getPackageName());
    }

    /** The phone asks the person. */
    void ask() {
        Uri app = Uri.fromParts("package", screen.getPackageName(), null);
        try {
            screen.startActivity(new Intent(Settings.ACTION_REQUEST_IGNORE_BATTERY_OPTIMIZATIONS, app));
        } catch (ActivityNotFoundException e) {
            screen.tell(screen.getText(R.string.file_no_app));
        }
    }
}
