package chat.parley.android.store;

import chat.parley.client.ClientException;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.SealedClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import java.io.File;

/**
 * The app's two stores in a folder, both sealed.
 *
 * @param client keys and messages: in the client's hands, once it is open
 * @param notes the screens' own: drafts, and what was read
 */
public record PhoneStores(ClientStore client, ClientStore notes) {
    private static final String CLIENT = "client";
    private static final String NOTES = "notes";

    /**
     * Opens the stores, or makes them.
     *
     * @throws ClientException STORE if they are damaged, or their keys are lost; nothing is changed then
     */
    public static PhoneStores open(File folder, Crypto crypto) {
        ClientStore client = open(folder, CLIENT, crypto);
        try {
            return new PhoneStores(client, open(folder, NOTES, crypto));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static ClientStore open(File folder, String name, Crypto crypto) {
        StoreKey key = new StoreKey(new File(folder, name + ".key"));
        File database = database(folder, name);
        if (!key.exists() && database.exists()) {
            throw unusable();
        }
        // First the key: rows without one could never be opened.
        Secret secret = key.exists() ? key.open() : key.create(crypto);
        SqliteRows rows = SqliteRows.open(database);
        try {
            SealedClientStore store = new SealedClientStore(rows, crypto, secret);
            store.rows(Table.SETTING);
            return store;
        } catch (SealedClientStore.WrongKeyException e) {
            rows.close();
            throw unusable();
        }
    }

    private static File database(File folder, String name) {
        return new File(folder, name + ".db");
    }

    private static ClientException unusable() {
        return new ClientException(
                ClientException.Code.STORE,
                "the store of this app does not open with the key it has: install the app anew, and log in again");
    }
}
