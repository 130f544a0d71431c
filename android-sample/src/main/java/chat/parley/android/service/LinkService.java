package chat.parley.android.service;

import android.app.Notification;
import android.app.PendingIntent;
import android.app.Service;
import android.content.Intent;
import android.net.ConnectivityManager;
import android.os.IBinder;
import chat.parley.android.R;
import chat.parley.android.app.Banner;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.app.Session;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.settings.Settings;
import chat.parley.client.ClientEvent;

/**
 * Keeps the app alive, and so its link, while the person wants it, or files are on their way; says in a quiet notification
 * where it is connected, or how many files there are.
 */
public final class LinkService extends Service implements Session.Watcher {
    private static final int ID = 1;

    private NetworkWatch watch;

    /** Starts or ends the service by what the person has chosen, and what is under way. */
    public static void follow(ParleyApp app) {
        Intent service = new Intent(app, LinkService.class);
        Settings settings = app.settings();
        boolean busy = app.cabinet().traffic().underWay() > 0;
        if ((busy || settings.is(Settings.Choice.STAY_CONNECTED))
                && !settings.name().isEmpty()) {
            try {
                app.startForegroundService(service);
            } catch (IllegalStateException e) {
                // Newer phones do not let an app begin this from behind; it begins with the next screen.
                return;
            }
        } else {
            app.stopService(service);
        }
    }

    @Override
    public void onCreate() {
        super.onCreate();
        startForeground(ID, notification());
        app().session().watch(this);
        watch = new NetworkWatch(getSystemService(ConnectivityManager.class), app().session());
        watch.begin();
    }

    @Override
    public int onStartCommand(Intent intent, int flags, int start) {
        show();
        return START_STICKY;
    }

    @Override
    public void onDestroy() {
        watch.end();
        app().session().unwatch(this);
        super.onDestroy();
    }

    @Override
    public IBinder onBind(Intent intent) {
        return null;
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Connected || event instanceof ClientEvent.Disconnected) {
            show();
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

    private ParleyApp app() {
        return (ParleyApp) getApplication();
    }
}
