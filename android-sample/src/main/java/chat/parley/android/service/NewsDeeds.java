package chat.parley.android.service;

import android.app.Notification;
import android.app.PendingIntent;
import android.app.RemoteInput;
import android.content.Context;
import android.content.Intent;
import android.graphics.drawable.Icon;
import android.os.Build;
import chat.parley.android.R;
import chat.parley.client.RoomRef;

/** What a room's notification offers besides opening it. */
final class NewsDeeds {
    private NewsDeeds() {}

    static void add(Context context, RoomRef room, Notification.Builder builder) {
        RemoteInput field = new RemoteInput.Builder(NewsReceiver.TEXT)
                .setLabel(context.getText(R.string.message_hint))
                .build();
        builder.addAction(action(context, R.string.reply, NewsReceiver.reply(context, room), open())
                .addRemoteInput(field)
                .build());
        builder.addAction(
                action(context, R.string.mark_read, NewsReceiver.read(context, room), PendingIntent.FLAG_IMMUTABLE)
                        .build());
    }

    private static Notification.Action.Builder action(Context context, int label, Intent intent, int flag) {
        PendingIntent deed = PendingIntent.getBroadcast(context, 0, intent, flag | PendingIntent.FLAG_UPDATE_CURRENT);
        Icon icon = Icon.createWithResource(context, R.drawable.ic_notification);
        return new Notification.Action.Builder(icon, context.getText(label), deed);
    }

    /** The phone puts the answer in: newer ones ask for leave. */
    private static int open() {
        return Build.VERSION.SDK_INT >= 31 ? PendingIntent.FLAG_MUTABLE : 0;
    }
}
