package chat.parley.android.service;

import android.app.KeyguardManager;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.content.Intent;
import android.net.Uri;
import android.os.Build;
import android.service.notification.StatusBarNotification;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.app.NewerPhones;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Session;
import chat.parley.android.file.FileWords;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomTitles;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.settings.Settings;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomRef;
import java.util.Optional;

/** Tells of messages in rooms that are not looked at: one notification a room, the last lines in it. */
public final class Notifier implements Session.Watcher {
    private static final int ID = 2;
    private static final String ALARM = "alarm";
    private static final String INVITATION = "invitation-";
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
        } else if (event instanceof ClientEvent.Changed changed
                && (news.changed(changed.message()) || isOld(changed.message().room()))) {
            ask(changed.message().room(), true);
        } else if (event instanceof ClientEvent.Hidden hidden
                && (news.hidden(hidden.room(), hidden.ids()) || isOld(hidden.room()))) {
            ask(hidden.room(), true);
        } else if (event instanceof ClientEvent.Invitation invitation) {
            invited(invitation.invited());
        } else if (event instanceof ClientEvent.Removed removed
                && removed.person().self()
                && !news.isSeen(removed.room())) {
            removed(removed);
        }
    }

    /** A room was read, without being looked at. */
    void read(RoomRef room) {
        news.read(room);
        notifications.cancel(RoomKey.of(room), ID);
    }

    /** Whether a room's notification is of an app that has ended since: what is in it is not known here. */
    private boolean isOld(RoomRef room) {
        if (!news.of(room).isEmpty()) {
            return false;
        }
        for (StatusBarNotification each : notifications.getActiveNotifications()) {
            if (each.getId() == ID && RoomKey.of(room).equals(each.getTag())) {
                return true;
            }
        }
        return false;
    }

    /** An invitation was accepted or declined: it is not told any more. */
    public void answered(RoomRef room) {
        notifications.cancel(INVITATION + RoomKey.of(room), ID);
    }

    private void invited(OwnedRooms.Invited invited) {
        String words = app.getString(
                invited.direct() ? R.string.invited_direct : R.string.invited_room, Names.alone(invited.by()));
        tell(
                INVITATION + RoomKey.of(invited.room()),
                new Intent(app, RoomsActivity.class),
                builder(app.getString(R.string.app_name), words));
    }

    /** The room is not in the list any more: else nobody would know why. */
    private void removed(ClientEvent.Removed removed) {
        String words = app.getString(
                removed.banned() ? R.string.note_you_banned : R.string.note_you_removed, Names.alone(removed.by()));
        Intent rooms = new Intent(app, RoomsActivity.class);
        app.session()
                .ask(
                        opened -> opened.client().room(removed.room()).isPresent()
                                ? new RoomTitles(opened.client()).of(removed.room())
                                : app.getString(R.string.app_name),
                        title -> tell(RoomKey.of(removed.room()), rooms, builder(title, words)),
                        e -> {});
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
        app.session().ask(opened -> Where.of(opened, room), where -> tell(room, where, quietly), e -> {});
    }

    private void tell(RoomRef room, Where where, boolean quietly) {
        Notification.MessagingStyle style = new Notification.MessagingStyle(app.getString(R.string.you));
        if (!where.direct()) {
            style.setConversationTitle(where.title());
            group(style);
        }
        ClientEvent.Message last = null;
        for (ClientEvent.Message each : isOld(room) ? where.unread() : news.of(room)) {
            style.addMessage(
                    words(each),
                    each.time().toEpochMilli(),
                    where.direct() ? where.title() : where.names().of(each.sender()));
            last = each;
        }
        String key = RoomKey.of(room);
        if (last == null || where.quiet()) {
            // Read meanwhile, taken back, or not to be told.
            notifications.cancel(key, ID);
            return;
        }
        Notification.Builder builder =
                builder(where.title(), PlainText.line(words(last))).setOnlyAlertOnce(quietly);
        if (!isBare()) {
            builder.setStyle(style);
            NewsDeeds.add(app, room, builder);
        }
        tell(key, TalkActivity.intent(app, room).setData(Uri.fromParts("room", key, null)), builder);
    }

    /** Newer phones name who says something only then. */
    @NewerPhones
    private static void group(Notification.MessagingStyle style) {
        if (Build.VERSION.SDK_INT >= 28) {
            style.setGroupConversation(true);
        }
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
