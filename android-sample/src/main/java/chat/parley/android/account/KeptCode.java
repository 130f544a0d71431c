package chat.parley.android.account;

import chat.parley.android.app.Session;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.util.Optional;

/**
 * A recovery code that was made and not yet written down: nobody can ask for it again, so it stays, sealed, until then. The
 * worker's.
 */
public final class KeptCode {
    private static final String KEY = "recovery-code";

    private final ClientStore store;

    public KeptCode(ClientStore store) {
        this.store = store;
    }

    /** The code; empty if none waits. */
    public Optional<String> get() {
        return store.get(Table.SETTING, KEY);
    }

    /** It is written down, or somebody else will use the app. */
    public void clear() {
        store.remove(Table.SETTING, KEY);
        commit();
    }

    static void keep(Session session, String code) {
        session.ask(
                opened -> {
                    new KeptCode(opened.notes()).put(code);
                    return true;
                },
                done -> {},
                e -> {});
    }

    static void forget(Session session) {
        session.ask(
                opened -> {
                    new KeptCode(opened.notes()).clear();
                    return true;
                },
                done -> {},
                e -> {});
    }

    private void put(String code) {
        store.put(Table.SETTING, KEY, code);
        commit();
    }

    private void commit() {
        try {
            store.commit();
        } catch (StoreException e) {
            throw new IllegalStateException("the phone's storage cannot be written", e);
        }
    }
}
