package chat.parley.android.rooms;

import android.content.Intent;
import android.os.Bundle;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Failures;
import chat.parley.android.app.Screen;
import chat.parley.android.welcome.WelcomeActivity;

/**
 * A link of this app was opened, by whatever app: nothing comes of it before the person says so. A device's code is none that
 * one should be led to: whoever sent it would be the one whose device this phone becomes.
 */
public final class LinkActivity extends Screen {
    private static final String ROOM = "parley:room:";
    private static final String DEVICE = "parley:device:";

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.link);
        String link = String.valueOf(getIntent().getDataString());
        boolean room = link.startsWith(ROOM);
        if (room && settings().name().isEmpty()) {
            startActivity(WelcomeActivity.intent(this, link));
            finish();
            return;
        }
        TextView text = findViewById(R.id.text);
        text.setText(room ? R.string.link_room : link.startsWith(DEVICE) ? R.string.link_device : R.string.link_other);
        show(findViewById(R.id.ok), room);
        findViewById(R.id.ok)
                .setOnClickListener(view -> Entering.enter(session(), link, entered -> list(), this::wrong));
        findViewById(R.id.cancel).setOnClickListener(view -> finish());
    }

    /** There the room is on the way, or open. */
    private void list() {
        startActivity(new Intent(this, RoomsActivity.class).addFlags(Intent.FLAG_ACTIVITY_CLEAR_TOP));
        finish();
    }

    private void wrong(RuntimeException e) {
        TextView text = findViewById(R.id.text);
        text.setText(e instanceof IllegalArgumentException ? getText(R.string.bad_link) : Failures.text(this, e));
        show(findViewById(R.id.ok), false);
    }
}
