package chat.parley.android.service;

import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.content.Context;
import chat.parley.android.R;

/** The kinds of notifications: the person can silence each in the phone's settings. */
final class Channels {
    static final String LINK = "link";
    static final String MESSAGES = "messages";

    private Channels() {}

    static void create(Context context) {
        NotificationManager notifications = context.getSystemService(NotificationManager.class);
        notifications.createNotificationChannel(new NotificationChannel(
                LINK, context.getString(R.string.channel_link), NotificationManager.IMPORTANCE_MIN));
        notifications.createNotificationChannel(new NotificationChannel(
                MESSAGES, context.getString(R.string.channel_messages), NotificationManager.IMPORTANCE_HIGH));
    }
}
