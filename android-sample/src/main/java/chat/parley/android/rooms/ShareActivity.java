package chat.parley.android.rooms;

import android.content.Intent;
import android.os.Bundle;
import android.view.Menu;
import chat.parley.android.file.SendActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import chat.parley.client.RoomRef;

/**
 * Another app shares a text or files: the person chooses a room, and finds the text in its field, or the files on the screen
 * that sends them; to be sent or not.
 */
public final class ShareActivity extends RoomsActivity {
    private static final int SEND = 10;
    private static final String CHOSEN = "chosen";

    /** The permission to read what was shared lasts as long as this screen: it stays below the one that sends. */
    private RoomRef chosen;

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        if (state != null && state.containsKey(CHOSEN)) {
            chosen = RoomKey.read(state.getString(CHOSEN));
        }
        if (!isFinishing()) {
            show(findViewById(chat.parley.android.R.id.add), false);
        }
    }

    /** What was shared is not lost: it is gone on with once the person has begun. */
    @Override
    protected Intent welcome() {
        return WelcomeActivity.intent(this, new Intent(getIntent()).setClass(this, ShareActivity.class));
    }

    @Override
    protected boolean isHome() {
        return false;
    }

    /** Here a room is chosen, and nothing else. */
    @Override
    public boolean onCreateOptionsMenu(Menu menu) {
        return false;
    }

    @Override
    protected void chosen(RoomRef room) {
        if (SendActivity.isShared(this, getIntent())) {
            chosen = room;
            startActivityForResult(SendActivity.shared(this, room), SEND);
            return;
        }
        startActivity(TalkActivity.intent(this, room).putExtra(Intent.EXTRA_TEXT, SendActivity.words(getIntent())));
        finish();
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        if (chosen != null) {
            state.putString(CHOSEN, RoomKey.of(chosen));
        }
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request != SEND) {
            super.onActivityResult(request, result, data);
        } else if (result == RESULT_OK && chosen != null) {
            startActivity(TalkActivity.intent(this, chosen));
            finish();
        }
    }
}
