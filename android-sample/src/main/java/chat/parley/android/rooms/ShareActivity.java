package chat.parley.android.rooms;

import android.content.Intent;
import android.os.Bundle;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.RoomRef;

/** Another app shares a text: the person chooses a room, and finds the text in its field, to be sent or not. */
public final class ShareActivity extends RoomsActivity {
    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        if (!isFinishing()) {
            show(findViewById(chat.parley.android.R.id.add), false);
        }
    }

    @Override
    protected void chosen(RoomRef room) {
        CharSequence text = getIntent().getCharSequenceExtra(Intent.EXTRA_TEXT);
        startActivity(TalkActivity.intent(this, room).putExtra(Intent.EXTRA_TEXT, text == null ? "" : text.toString()));
        finish();
    }
}
