package chat.parley.android.settings;

import android.content.Context;
import android.content.SharedPreferences;
import android.content.res.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the person at the phone has chosen. Nothing secret is here. */
public final class Settings {
    private final SharedPreferences kept;

    /** What is on or off. */
    public enum Choice {
        /** The link is kept while no screen is there. */
        STAY_CONNECTED(true),
        /** Others are told what was read. */
        RECEIPTS(false),
        /** Others are told while something is typed. */
        TYPING(false),
        /** The lock screen shows what was said. */
        LOCK_SCREEN(false),
        /** No screenshots, and no picture among the recent apps. */
        SECURE_SCREEN(false);

        private final boolean atFirst;

        Choice(boolean atFirst) {
            this.atFirst = atFirst;
        }
    }

    /** Light or dark. */
    public enum Look {
        /** As the phone is. */
        SYSTEM(Configuration.UI_MODE_NIGHT_UNDEFINED),
        LIGHT(Configuration.UI_MODE_NIGHT_NO),
        DARK(Configuration.UI_MODE_NIGHT_YES);

        private final int night;

        Look(int night) {
            this.night = night;
        }

        /** In what screens differ from the phone. */
        public Optional<Configuration> over() {
            if (this == SYSTEM) {
                return Optional.empty();
            }
            Configuration other = new Configuration();
            // Old phones have 1 there, which would be another size of letters than the phone's.
            other.fontScale = 0;
            other.uiMode = night;
            return Optional.of(other);
        }
    }

    public Settings(Context context) {
        kept = context.getSharedPreferences("settings", Context.MODE_PRIVATE);
    }

    /** What the person is called; empty before the first start. */
    public String name() {
        return kept.getString("name", "");
    }

    /** Base urls of the servers to try first. */
    public List<String> servers() {
        List<String> servers = new ArrayList<>();
        for (String each : kept.getString("servers", "").split(" ")) {
            if (!each.isEmpty()) {
                servers.add(each);
            }
        }
        return servers;
    }

    public void begin(String name, List<String> servers) {
        kept.edit()
                .putString("name", name)
                .putString("servers", String.join(" ", servers))
                .apply();
    }

    public Look look() {
        return Look.valueOf(kept.getString("look", Look.SYSTEM.name()));
    }

    public void look(Look look) {
        kept.edit().putString("look", look.name()).apply();
    }

    public boolean is(Choice choice) {
        return kept.getBoolean(choice.name(), choice.atFirst);
    }

    public void set(Choice choice, boolean on) {
        kept.edit().putBoolean(choice.name(), on).apply();
    }
}
