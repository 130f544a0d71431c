package chat.parley.android.app;

import chat.parley.client.ParleyClient;
import chat.parley.client.store.ClientStore;

/**
 * What is open while the app lives.
 *
 * @param notes the screens' own store
 */
public record Opened(ParleyClient client, ClientStore notes) {}
