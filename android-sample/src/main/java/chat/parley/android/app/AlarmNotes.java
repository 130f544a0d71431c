package chat.parley.android.app;

import chat.parley.client.ClientEvent;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.List;

/** Alarms that the person has not seen yet, and whether this device is to log in again. The worker's. */
final class AlarmNotes {
    private static final String ALARM = "alarm-";
    private static final String RENEWAL = "renewal";

    private final ClientStore store;

    AlarmNotes(ClientStore store) {
        this.store = store;
    }

    List<ClientEvent.Problem> all() {
        List<ClientEvent.Problem> all = new ArrayList<>();
        for (Row row : store.rows(Table.SETTING)) {
            if (row.key().startsWith(ALARM)) {
                String[] parts = row.value().split("\n", 2);
                all.add(new ClientEvent.Problem(parts[0], parts[1]));
            }
        }
        return all;
    }

    boolean renewal() {
        return store.get(Table.SETTING, RENEWAL).isPresent();
    }

    void put(ClientEvent.Problem problem) {
        store.put(Table.SETTING, key(problem), problem.code() + "\n" + problem.text());
        if (problem.code().equals(Problems.RENEWAL)) {
            store.put(Table.SETTING, RENEWAL, "true");
        }
        commit();
    }

    void seen(ClientEvent.Problem problem) {
        store.remove(Table.SETTING, key(problem));
        commit();
    }

    void renewed() {
        store.remove(Table.SETTING, RENEWAL);
        commit();
    }

    void clear() {
        store.removeAll(Table.SETTING, ALARM);
        renewed();
    }

    private static String key(ClientEvent.Problem problem) {
        return ALARM + problem.code() + "-" + Integer.toHexString(problem.text().hashCode());
    }

    private void commit() {
        try {
            store.commit();
        } catch (StoreException e) {
            throw new IllegalStateException("the phone's storage cannot be written", e);
        }
    }
}
