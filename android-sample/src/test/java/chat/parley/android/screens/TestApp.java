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

    void use(FakeClient given) {
        client = given;
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
        return listener -> new Opened(client.heardBy(listener), notes);
    }
}
