package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.EnumMap;
import java.util.Map;

/** How far the messages of one room have come, at whom: only ever further. */
final class HowFar {
    private final LogId log;
    private final ClientStore store;

    HowFar(LogId log, ClientStore store) {
        this.log = log;
        this.store = store;
    }

    /** Whether a user has come to a message, as far as is known; who has read has got it too. */
    private boolean reached(UserId user, Content.Receipt.State state, String key) {
        return known(user, Content.Receipt.State.READ).compareTo(key) >= 0
                || state == Content.Receipt.State.DELIVERED
                        && known(user, state).compareTo(key) >= 0;
    }

    /** A user has come to a message; whether that is news. */
    boolean advance(UserId user, Content.Receipt.State state, String key) {
        if (reached(user, state, key)) {
            return false;
        }
        store.put(Table.RECEIVED, row(user, state), key);
        if (reached(user, Content.Receipt.State.READ, known(user, Content.Receipt.State.DELIVERED))) {
            store.remove(Table.RECEIVED, row(user, Content.Receipt.State.DELIVERED));
        }
        return true;
    }

    /** The keys of the last messages that a user has got and read; of two that say the same, the further state. */
    Map<Content.Receipt.State, String> of(UserId user) {
        Map<Content.Receipt.State, String> keys = new EnumMap<>(Content.Receipt.State.class);
        for (Content.Receipt.State state : Content.Receipt.State.values()) {
            String key = known(user, state);
            if (!key.isEmpty()) {
                keys.put(state, key);
            }
        }
        return keys;
    }

    private String known(UserId user, Content.Receipt.State state) {
        return store.get(Table.RECEIVED, row(user, state)).orElse("");
    }

    private String row(UserId user, Content.Receipt.State state) {
        return log + "/" + user + " " + state.name();
    }
}
