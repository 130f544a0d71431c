package chat.parley.android.screens;

import chat.parley.android.app.Opened;
import chat.parley.android.app.Opening;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.code.Eye;
import chat.parley.android.settings.Settings;
import chat.parley.client.store.MemoryClientStore;

/** The application over a client that a test has made. */
public final class TestApp extends ParleyApp {
    private final MemoryClientStore notes = new MemoryClientStore();
    private final FakeEye eye = new FakeEye();
    private FakeClient client;
    private volatile RuntimeException failure;

    void use(FakeClient given) {
        client = given;
    }

    /** From now on nothing opens; or all does, if there is no reason. */
    void fails(RuntimeException reason) {
        failure = reason;
    }

    /** What the screens remember. */
    MemoryClientStore notes() {
        return notes;
    }

    /** What a screen looks with. */
    FakeEye seen() {
        return eye;
    }

    @Override
    public Eye eye() {
        return eye;
    }

    @Override
    protected Opening opening(Settings by) {
        return listener -> {
            if (failure != null) {
                throw failure;
            }
            return new Opened(client.heardBy(listener), notes, new MemoryClientStore());
        };
    }
}
