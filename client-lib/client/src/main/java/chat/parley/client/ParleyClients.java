package chat.parley.client;

import chat.parley.client.export.ExportReader;
import chat.parley.client.lock.StoreLock;
import chat.parley.client.net.ThreadedClient;
import chat.parley.client.sqlite.SqliteClientStore;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.SealedClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.crypto.LazysodiumStreams;
import chat.parley.protocol.rules.ActCodec;
import com.goterl.lazysodium.LazySodiumJava;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens clients on a desktop or server JVM. */
public final class ParleyClients {
    private ParleyClients() {}

    /**
     * Opens the client whose keys and messages are in a folder, and makes them on the first start. Does not wait for the
     * network.
     *
     * @throws ClientException if the folder, the store or the cryptographic library cannot be used, or an option makes no
     *     sense; PASSPHRASE if the store is locked with one
     */
    public static ParleyClient open(ClientOptions options, ClientListener listener) {
        return open(options, Optional.empty(), listener);
    }

    /**
     * The same, of a store that is locked with a passphrase, or will be from now on if it is a new one. Opening it takes
     * about a third of a second more.
     *
     * @param passphrase at least {@value StoreLock#MIN_PASSPHRASE} characters; not kept: the caller wipes it
     */
    public static ParleyClient open(ClientOptions options, Optional<char[]> passphrase, ClientListener listener) {
        if (!ActCodec.validName(options.name())) {
            throw new ClientException(
                    ClientException.Code.OPTION, "a name has 1 to 64 characters and no control characters");
        }
        LazySodiumJava sodium = sodium();
        Crypto crypto = new LazysodiumCrypto(sodium);
        ClientStore store = store(crypto, options.folder(), passphrase);
        try {
            return new ThreadedClient(crypto, new LazysodiumStreams(sodium), store, options, listener);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Hands over the lines of a file that {@link ParleyClient#export} wrote, each as soon as it is read: JSON objects, by
     * PROTOCOL.md, section "Exports". Takes a second, and then as long as the stream and the taker do.
     *
     * @param file is not closed
     * @param passphrase neither kept nor wiped
     * @throws ExportException if it is no export, is not whole, or was made with another passphrase; what was handed over
     *     until then is genuine
     * @throws IOException if the stream cannot be read
     */
    public static void readExport(InputStream file, char[] passphrase, Consumer<String> lines) throws IOException {
        new ExportReader(crypto()).read(file, passphrase, lines);
    }

    /**
     * The lock of a client's folder: whether it takes a passphrase, and how to give it another.
     *
     * @throws ClientException CRYPTO
     */
    public static StoreLock lock(Path folder) {
        return new StoreLock(folder, crypto());
    }

    /**
     * Opens the sealed store in a folder: for tools that look into one, and for tests.
     *
     * @throws ClientException FOLDER, IN_USE, STORE or PASSPHRASE
     */
    public static ClientStore store(Crypto crypto, Path folder, Optional<char[]> passphrase) {
        SqliteClientStore rows = SqliteClientStore.open(folder);
        try {
            StoreLock lock = new StoreLock(folder, crypto);
            if (!lock.exists() && !rows.rows(Table.SETTING).isEmpty()) {
                throw new ClientException(
                        ClientException.Code.STORE,
                        "the key of the store is missing: restore " + folder.resolve(StoreLock.FILE)
                                + " from a backup, or use another folder");
            }
            SealedClientStore store = new SealedClientStore(rows, crypto, lock.open(passphrase));
            store.rows(Table.SETTING);
            return store;
        } catch (SealedClientStore.WrongKeyException e) {
            rows.close();
            throw new ClientException(
                    ClientException.Code.STORE,
                    "the store in " + folder + " was sealed with another key: restore " + StoreLock.FILE + " and "
                            + SqliteClientStore.FILE + " from the same backup");
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /**
     * Loads libsodium as it is bundled; once is enough for a JVM.
     *
     * @throws ClientException if it does not load here
     */
    public static Crypto crypto() {
        return new LazysodiumCrypto(sodium());
    }

    private static LazySodiumJava sodium() {
        try {
            return BundledSodium.load();
        } catch (RuntimeException | LinkageError e) {
            throw new ClientException(
                    ClientException.Code.CRYPTO,
                    "libsodium does not load on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + ": use a platform that Lazysodium supports, with a temporary folder that allows executables");
        }
    }
}
