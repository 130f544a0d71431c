package chat.parley.android.service;

import android.app.KeyguardManager;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.content.Intent;
import android.net.Uri;
import android.service.notification.StatusBarNotification;
import chat.parley.android.R;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Session;
import chat.parley.android.file.FileWords;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomList;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.settings.Settings;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.Optional;

/** Tells of messages in rooms that are not looked at: one notification a room, the last lines in it. */
public final class Notifier implements Session.Watcher {
    private static final int ID = 2;
    private static final String ALARM = "alarm";
    private static final String GROUP = "rooms";

    private final ParleyApp app;
    private final Settings settings;
    private final NotificationManager notifications;
    private final News news = new News();

    public Notifier(ParleyApp app, Settings settings) {
        this.app = app;
        this.settings = settings;
        this.notifications = app.getSystemService(NotificationManager.class);
        Channels.create(app);
    }

    /** A room is looked at: what was told of it goes away. */
    public void seeing(RoomRef room) {
        news.seeing(room);
        notifications.cancel(RoomKey.of(room), ID);
    }

    /** A room is not looked at any more. */
    public void notSeeing(RoomRef room) {
        news.notSeeing(room);
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Message message && news.isNews(message)) {
            ask(message.room(), false);
        } else if (event instanceof ClientEvent.Changed changed && news.changed(changed.message())) {
            ask(changed.message().room(), true);
        } else if (event instanceof ClientEvent.Hidden hidden && news.hidden(hidden.room(), hidden.ids())) {
            ask(hidden.room(), true);
        } else if (event instanceof ClientEvent.Invitation invitation) {
            String by = PlainText.line(invitation.invited().by().name());
            Intent rooms = new Intent(app, RoomsActivity.class);
            tell(
                    "invitation",
                    rooms,
                    builder(app.getString(R.string.app_name), app.getString(R.string.invited_room, by)));
        }
    }

    /** What nobody must overlook waits for a screen, or does not any more. */
    public void alarm(Optional<ClientEvent.Problem> waiting) {
        if (!waiting.isPresent()) {
            notifications.cancel(ALARM, ID);
            return;
        }
        Notification.Builder told = builder(app.getString(R.string.alarm), app.getString(R.string.alarm_waits));
        tell(ALARM, new Intent(app, RoomsActivity.class), told.setCategory(Notification.CATEGORY_ERROR));
    }

    /** Somebody else will use the app: nothing stays that was told. */
    public void forget() {
        news.forget();
        for (StatusBarNotification each : notifications.getActiveNotifications()) {
            if (each.getId() == ID) {
                notifications.cancel(each.getTag(), ID);
            }
        }
    }

    /** @param quietly nothing was added to what was told before */
    private void ask(RoomRef room, boolean quietly) {
        app.session()
                .ask(opened -> RoomList.title(opened.client(), room), title -> tell(room, title, quietly), e -> {});
    }

    private void tell(RoomRef room, String title, boolean quietly) {
        Notification.MessagingStyle style = new Notification.MessagingStyle(app.getString(R.string.you));
        style.setConversationTitle(title);
        ClientEvent.Message last = null;
        for (ClientEvent.Message each : news.of(room)) {
            style.addMessage(
                    words(each),
                    each.time().toEpochMilli(),
                    PlainText.line(each.sender().name()));
            last = each;
        }
        String key = RoomKey.of(room);
        if (last == null) {
            // Read meanwhile, or taken back.
            notifications.cancel(key, ID);
            return;
        }
        Notification.Builder builder =
                builder(title, PlainText.line(words(last))).setOnlyAlertOnce(quietly);
        if (!isBare()) {
            builder.setStyle(style);
        }
        tell(key, TalkActivity.intent(app, room).setData(Uri.fromParts("room", key, null)), builder);
    }

    private String words(ClientEvent.Message message) {
        return FileWords.news(app, message, settings.is(Settings.Choice.LOCK_SCREEN));
    }

    private Notification.Builder builder(String title, String text) {
        boolean open = settings.is(Settings.Choice.LOCK_SCREEN);
        boolean bare = isBare();
        Notification hidden = new Notification.Builder(app, Channels.MESSAGES)
                .setSmallIcon(R.drawable.ic_notification)
                .setContentTitle(app.getText(R.string.app_name))
                .setContentText(app.getText(R.string.new_messages))
                .build();
        return new Notification.Builder(app, Channels.MESSAGES)
                .setSmallIcon(R.drawable.ic_notification)
                .setContentTitle(bare ? app.getText(R.string.app_name) : title)
                .setContentText(bare ? app.getText(R.string.new_messages) : text)
                .setCategory(Notification.CATEGORY_MESSAGE)
                .setGroup(GROUP)
                .setAutoCancel(true)
                .setVisibility(open ? Notification.VISIBILITY_PUBLIC : Notification.VISIBILITY_PRIVATE)
                .setPublicVersion(hidden);
    }

    /** What is told on a locked phone says nothing, whatever the phone's own settings let be seen there. */
    private boolean isBare() {
        return !settings.is(Settings.Choice.LOCK_SCREEN)
                && app.getSystemService(KeyguardManager.class).isDeviceLocked();
    }

    private void tell(String tag, Intent opens, Notification.Builder builder) {
        PendingIntent open = PendingIntent.getActivity(
                app, 0, opens, PendingIntent.FLAG_IMMUTABLE | PendingIntent.FLAG_UPDATE_CURRENT);
        notifications.notify(tag, ID, builder.setContentIntent(open).build());
    }
}
