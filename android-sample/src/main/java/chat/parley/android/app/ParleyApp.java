package chat.parley.android.app;

import android.app.Application;
import android.net.ConnectivityManager;
import android.os.Handler;
import android.os.Looper;
import chat.parley.android.code.CameraEye;
import chat.parley.android.code.Eye;
import chat.parley.android.file.Cabinet;
import chat.parley.android.rooms.Entering;
import chat.parley.android.service.LinkLife;
import chat.parley.android.service.NetworkWatch;
import chat.parley.android.service.Notifier;
import chat.parley.android.settings.Settings;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The application: opens the client of whoever has begun to use it. */
public class ParleyApp extends Application {
    private Settings settings;
    private Session session;
    private Notifier notifier;
    private Cabinet cabinet;
    private LinkLife linkLife;
    private Alarms alarms;

    @Override
    public void onCreate() {
        super.onCreate();
        settings = new Settings(this);
        Handler screens = new Handler(Looper.getMainLooper());
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "parley-worker"));
        session = new Session(screens::post, worker);
        notifier = new Notifier(this, settings);
        alarms = new Alarms(session, notifier::alarm);
        session.watch(alarms);
        session.watch(notifier);
        session.watch(new Entering(session));
        linkLife = new LinkLife(this);
        cabinet = new Cabinet(this, session, screens::post, linkLife::follow);
        new NetworkWatch(getSystemService(ConnectivityManager.class), session).begin(screens);
        open();
    }

    /** Opens the client if somebody has begun to use the app. */
    public final void open() {
        if (!settings.name().isEmpty()) {
            session.open(opening(settings));
            alarms.load();
            cabinet.goOn();
            linkLife.follow();
        }
    }

    /** Opens the client anew, by settings that have changed. */
    public final void reopen() {
        session.close();
        open();
    }

    /** Somebody else will use the app: nothing that is of the one before stays. */
    public final void forget() {
        session.forget();
        notifier.forget();
        alarms.clear();
        cabinet.clear();
    }

    /** How the client is opened. */
    protected Opening opening(Settings by) {
        return new PhoneOpening(getNoBackupFilesDir(), by.name(), by.servers());
    }

    /** The camera, for one screen. */
    public Eye eye() {
        return new CameraEye(this);
    }

    public final Settings settings() {
        return settings;
    }

    public final Session session() {
        return session;
    }

    public final Notifier notifier() {
        return notifier;
    }

    public final Cabinet cabinet() {
        return cabinet;
    }

    public final Alarms alarms() {
        return alarms;
    }

    public final LinkLife linkLife() {
        return linkLife;
    }

    @Override
    public void onTrimMemory(int level) {
        super.onTrimMemory(level);
        cabinet.shrink();
    }
}
