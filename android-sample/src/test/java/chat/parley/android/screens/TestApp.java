package chat.parley.android.screens;

import chat.parley.android.app.Opened;
import chat.parley.android.app.Opening;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.settings.Settings;
import chat.parley.client.store.MemoryClientStore;

/** The application over a client that a test has made. */
public final class TestApp extends ParleyApp {
    private final MemoryClientStore notes = new MemoryClientStore();
    private FakeClient client;

    void use(FakeClient given) {
        client = given;
    }

    @Override
    protected Opening opening(Settings by) {
        return listener -> new Opened(client.heardBy(listener), notes);
    }
}
