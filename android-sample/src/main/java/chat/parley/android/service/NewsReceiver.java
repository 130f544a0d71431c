package chat.parley.android.service;

import android.app.RemoteInput;
import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.widget.Toast;
import chat.parley.android.app.Failures;
import chat.parley.android.app.Opened;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.rooms.Notes;
import chat.parley.android.rooms.RoomKey;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.List;

/** What is done in a notification: the room is answered, or has been read. */
public final class NewsReceiver extends BroadcastReceiver {
    /** Where the answer is. */
    static final String TEXT = "text";

    private static final String REPLY = "reply";
    private static final String READ = "read";

    static Intent reply(Context from, RoomRef room) {
        return intent(from, REPLY, room);
    }

    static Intent read(Context from, RoomRef room) {
        return intent(from, READ, room);
    }

    private static Intent intent(Context from, String deed, RoomRef room) {
        String key = RoomKey.of(room);
        return new Intent(from, NewsReceiver.class)
                .setAction(deed)
                .setData(Uri.fromParts("room", key, null))
                .putExtra(RoomKey.EXTRA, key);
    }

    @Override
    public void onReceive(Context context, Intent intent) {
        ParleyApp app = (ParleyApp) context.getApplicationContext();
        RoomRef room = RoomKey.read(intent.getStringExtra(RoomKey.EXTRA));
        Bundle answers = RemoteInput.getResultsFromIntent(intent);
        CharSequence typed = answers == null ? null : answers.getCharSequence(TEXT);
        String text = REPLY.equals(intent.getAction()) && typed != null
                ? typed.toString().trim()
                : "";
        PendingResult pending = goAsync();
        app.session()
                .ask(
                        opened -> {
                            read(opened, room);
                            say(opened, room, text);
                            return room;
                        },
                        done -> over(app, room, pending),
                        e -> {
                            Toast.makeText(app, Failures.text(app, e), Toast.LENGTH_LONG)
                                    .show();
                            over(app, room, pending);
                        });
    }

    private static void over(ParleyApp app, RoomRef room, PendingResult pending) {
        app.notifier().read(room);
        if (pending != null) {
            pending.finish();
        }
    }

    private static void read(Opened opened, RoomRef room) {
        List<ClientEvent.Message> last = opened.client().history(room, 1);
        if (!last.isEmpty()) {
            new Notes(opened.notes()).read(room, last.get(0).id());
            opened.client().read(room, last.get(0).id());
        }
    }

    /** What cannot be said is in the room's field. */
    private static void say(Opened opened, RoomRef room, String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            opened.client().say(room, text);
        } catch (RuntimeException e) {
            Notes notes = new Notes(opened.notes());
            notes.draft(room, (notes.draft(room) + " " + text).trim());
            throw e;
        }
    }
}
