package chat.parley.client;

import chat.parley.client.net.ThreadedClient;
import chat.parley.client.sqlite.SqliteClientStore;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.rules.ActCodec;
import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.utils.LibraryLoader;

/** Opens clients on a desktop or server JVM. */
public final class ParleyClients {
    private ParleyClients() {}

    /**
     * Opens the client whose keys and messages are in a folder, and makes them on the first start. Does not wait for the
     * network.
     *
     * @throws ClientException if the folder, the store or the cryptographic library cannot be used, or an option makes no
     *     sense
     */
    public static ParleyClient open(ClientOptions options, ClientListener listener) {
        if (!ActCodec.validName(options.name())) {
            throw new ClientException(
                    ClientException.Code.OPTION, "a name has 1 to 64 characters and no control characters");
        }
        Crypto crypto = crypto();
        SqliteClientStore store = SqliteClientStore.open(options.folder());
        try {
            return new ThreadedClient(crypto, store, options, listener);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Loads libsodium as it is bundled; once is enough for a JVM.
     *
     * @throws ClientException if it does not load here
     */
    public static Crypto crypto() {
        try {
            return new LazysodiumCrypto(new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY)));
        } catch (RuntimeException | LinkageError e) {
            throw new ClientException(
                    ClientException.Code.CRYPTO,
                    "libsodium does not load on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + ": use a platform that Lazysodium supports, with a temporary folder that allows executables");
        }
    }
}
