package chat.parley.android.service;

import android.app.Notification;
import android.app.PendingIntent;
import android.app.Service;
import android.content.Intent;
import android.os.IBinder;
import chat.parley.android.R;
import chat.parley.android.app.Banner;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.app.Session;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.client.ClientEvent;

/**
 * Keeps the app alive, and so its link, while the person wants it, or files are on their way; says in a quiet notification
 * where it is connected, or how many files there are.
 */
public final class LinkService extends Service implements Session.Watcher {
    private static final int ID = 1;

    @Override
    public void onCreate() {
        super.onCreate();
        app().session().watch(this);
    }

    @Override
    public int onStartCommand(Intent intent, int flags, int start) {
        boolean shown = promoted();
        boolean stays = shown && life().isNeeded();
        life().lives(stays);
        if (!stays) {
            stopSelf(start);
        }
        return stays ? START_STICKY : START_NOT_STICKY;
    }

    @Override
    public void onDestroy() {
        life().lives(false);
        app().session().unwatch(this);
        super.onDestroy();
    }

    @Override
    public IBinder onBind(Intent intent) {
        return null;
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Connected
                || event instanceof ClientEvent.Disconnected
                || event instanceof ClientEvent.Problem) {
            show();
        }
    }

    private boolean promoted() {
        try {
            startForeground(ID, notification());
            return true;
        } catch (IllegalStateException e) {
            // The system has made it anew, from behind, where newer phones do not let it be seen.
            return false;
        }
    }

    private void show() {
        getSystemService(android.app.NotificationManager.class).notify(ID, notification());
    }

    private Notification notification() {
        PendingIntent open =
                PendingIntent.getActivity(this, 0, new Intent(this, RoomsActivity.class), PendingIntent.FLAG_IMMUTABLE);
        int files = app().cabinet().traffic().underWay();
        String text = files == 0
                ? Banner.text(this, app().session().link())
                : getResources().getQuantityString(R.plurals.files_under_way, files, files);
        return new Notification.Builder(this, Channels.LINK)
                .setSmallIcon(R.drawable.ic_notification)
                .setContentTitle(getText(R.string.app_name))
                .setContentText(text)
                .setContentIntent(open)
                .setOngoing(true)
                .setVisibility(Notification.VISIBILITY_SECRET)
                .build();
    }

    private LinkLife life() {
        return app().linkLife();
    }

    private ParleyApp app() {
        return (ParleyApp) getApplication();
    }
}
