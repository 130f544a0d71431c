package chat.parley.android.app;

import chat.parley.client.ParleyClient;
import chat.parley.client.store.ClientStore;

/**
 * What is open while the app lives.
 *
 * @param notes the screens' own store
 * @param store the client's: one that has ended by itself leaves it open
 */
public record Opened(ParleyClient client, ClientStore notes, ClientStore store) {
    void close() {
        try {
            client.close();
        } finally {
            store.close();
            notes.close();
        }
    }
}
