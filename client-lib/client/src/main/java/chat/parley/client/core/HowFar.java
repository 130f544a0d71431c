package chat.parley.client.core;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;

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

    private String known(UserId user, Content.Receipt.State state) {
        return store.get(Table.RECEIVED, row(user, state)).orElse("");
    }

    private String row(UserId user, Content.Receipt.State state) {
        return log + "/" + user + " " + state.name();
    }
}
