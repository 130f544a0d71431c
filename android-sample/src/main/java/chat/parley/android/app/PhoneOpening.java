package chat.parley.android.app;

import chat.parley.android.store.PhoneStores;
import chat.parley.client.ClientException;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.net.ThreadedClient;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.crypto.LazysodiumStreams;
import chat.parley.protocol.rules.ActCodec;
import com.goterl.lazysodium.LazySodium;
import com.goterl.lazysodium.LazySodiumAndroid;
import com.goterl.lazysodium.SodiumAndroid;
import java.io.File;
import java.util.List;

/** The client over this phone's libsodium and SQLite. */
final class PhoneOpening implements Opening {
    private final File folder;
    private final String name;
    private final List<String> servers;

    /**
     * @param folder of this app only
     */
    PhoneOpening(File folder, String name, List<String> servers) {
        this.folder = folder;
        this.name = name;
        this.servers = servers;
    }

    @Override
    public Opened open(ClientListener listener) {
        if (!ActCodec.validName(name)) {
            throw new ClientException(
                    ClientException.Code.OPTION, "a name has 1 to 64 characters and no control characters");
        }
        LazySodium sodium = sodium();
        Crypto crypto = new LazysodiumCrypto(sodium);
        PhoneStores stores = PhoneStores.open(folder, crypto);
        try {
            ClientOptions options = new ClientOptions(folder.toPath(), name, servers);
            return new Opened(
                    new ThreadedClient(crypto, new LazysodiumStreams(sodium), stores.client(), options, listener),
                    stores.notes(),
                    stores.client());
        } catch (RuntimeException e) {
            stores.client().close();
            stores.notes().close();
            throw e;
        }
    }

    private static LazySodium sodium() {
        try {
            return new LazySodiumAndroid(new SodiumAndroid());
        } catch (LinkageError e) {
            throw new ClientException(
                    ClientException.Code.CRYPTO,
                    "libsodium does not load on this phone: its processor is not supported");
        }
    }
}
