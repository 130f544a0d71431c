package chat.parley.client.lock;

import chat.parley.client.ClientException;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The key of a client's store, in the file {@value #FILE} of its folder: as it is, readable by the owner only, or sealed
 * with a passphrase. Another passphrase seals the same key anew, so that nothing in the store changes.
 *
 * <p><b>Guarantees.</b> With a passphrase the folder alone opens nothing, but by guessing at the price of Argon2id a guess.
 * <b>Restrictions.</b> Without one, whoever can read the folder can read everything in it.
 */
public final class StoreLock {
    /** The file's name in the folder. */
    public static final String FILE = "store.key";

    /** Shortest passphrase, in characters. */
    public static final int MIN_PASSPHRASE = 8;

    private static final JsonFields.Source SOURCE = new JsonFields.Source();
    private static final byte[] SUITE = {1};

    private final Path folder;
    private final Crypto crypto;

    public StoreLock(Path folder, Crypto crypto) {
        this.folder = folder;
        this.crypto = crypto;
    }

    /** What is in the file. Without salt the sealed bytes are the key itself. */
    private record Content(byte[] salt, Cost cost, byte[] sealed) {}

    /** Whether a key is there already. */
    public boolean exists() {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Whether opening takes a passphrase.
     *
     * @throws ClientException STORE if the file cannot be read
     */
    public boolean needsPassphrase() {
        return exists() && read().salt().length > 0;
    }

    /**
     * The key. If there is none it is made, sealed with the passphrase if one is given.
     *
     * @param passphrase empty if the person has none; neither kept nor wiped
     * @throws ClientException PASSPHRASE if it is missing or another one; STORE if the file cannot be read or written
     */
    public Secret open(Optional<char[]> passphrase) {
        if (!exists()) {
            Secret key = crypto.newSecret();
            seal(key, passphrase);
            return key;
        }
        Content content = read();
        if (content.salt().length == 0) {
            return new Secret(content.sealed());
        }
        char[] given = passphrase.orElseThrow(
                () -> refused("this client's store is locked: its passphrase is needed, see --passphrase"));
        Secret wrap = wrap(given, content.salt(), content.cost());
        byte[] nonce = Arrays.copyOf(content.sealed(), Crypto.NONCE_BYTES);
        byte[] box = Arrays.copyOfRange(content.sealed(), Crypto.NONCE_BYTES, content.sealed().length);
        Optional<byte[]> key = crypto.decrypt(wrap, nonce, context(content.salt()), box);
        wrap.wipe();
        return new Secret(key.filter(bytes -> bytes.length == Secret.BYTES)
                .orElseThrow(() -> refused("this is not the passphrase of this client's store")));
    }

    /**
     * Locks the store with another passphrase, or with none, also while a client uses it: its key stays. Who has copied the
     * folder before opens that copy as before, and with its key the store as it is later.
     *
     * @param before what it is locked with; empty if it is not
     * @param next neither kept nor wiped, as the one before
     * @throws ClientException PASSPHRASE if the one before is missing or another one; OPTION if the next is too short; STORE
     *     if the file is not there, or cannot be read or written
     */
    public void change(Optional<char[]> before, Optional<char[]> next) {
        if (!exists()) {
            throw new ClientException(
                    ClientException.Code.STORE,
                    "there is no key of a store in " + folder + ": open a client there first");
        }
        Secret key = open(before);
        seal(key, next);
        key.wipe();
    }

    /**
     * Seals the key with another passphrase, or with none.
     *
     * @throws ClientException OPTION if it is too short; STORE if the file cannot be written
     */
    public void seal(Secret key, Optional<char[]> passphrase) {
        if (passphrase.isPresent()) {
            if (passphrase.get().length < MIN_PASSPHRASE) {
                throw new ClientException(
                        ClientException.Code.OPTION, "a passphrase has at least " + MIN_PASSPHRASE + " characters");
            }
            byte[] salt = crypto.random(Crypto.SALT_BYTES);
            byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
            Secret wrap = wrap(passphrase.get(), salt, Cost.USUAL);
            byte[] box = crypto.encrypt(wrap, nonce, context(salt), key.expose());
            wrap.wipe();
            byte[] sealed = ByteBuffer.allocate(nonce.length + box.length)
                    .put(nonce)
                    .put(box)
                    .array();
            write(new Content(salt, Cost.USUAL, sealed));
        } else {
            write(new Content(new byte[0], Cost.USUAL, key.expose()));
        }
    }

    private Secret wrap(char[] passphrase, byte[] salt, Cost cost) {
        byte[] text = Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFC)
                .getBytes(StandardCharsets.UTF_8);
        Secret master = crypto.stretch(text, salt, cost);
        Arrays.fill(text, (byte) 0);
        Secret wrap = crypto.derive(master, Label.STORE_PASSPHRASE);
        master.wipe();
        return wrap;
    }

    private Content read() {
        try (JsonFields in =
                SOURCE.read(new String(Files.readAllBytes(folder.resolve(FILE)), StandardCharsets.UTF_8))) {
            in.open();
            return new Content(
                    JsonFields.map(in.text("salt"), Base64.getUrlDecoder()::decode),
                    new Cost(in.number("operations"), in.number("memory")),
                    JsonFields.map(in.text("key"), Base64.getUrlDecoder()::decode));
        } catch (IOException | MalformedJsonException | IllegalArgumentException e) {
            throw new ClientException(
                    ClientException.Code.STORE,
                    folder.resolve(FILE) + " cannot be read: it is damaged, or not yours. Restore it from a backup");
        }
    }

    private void write(Content content) {
        String text = new JsonText()
                .open()
                .field("salt", base64(content.salt()))
                .field("operations", content.cost().operations())
                .field("memory", content.cost().memory())
                .field("key", base64(content.sealed()))
                .close()
                .toString();
        Path next = folder.resolve(FILE + ".new");
        try {
            Files.deleteIfExists(next);
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createFile(
                        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (FileChannel out = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ClientException(
                    ClientException.Code.STORE,
                    "the key of the store cannot be written to " + folder + " (" + e.getMessage() + ")");
        }
    }

    private static byte[] context(byte[] salt) {
        return Label.STORE_PASSPHRASE.frame(SUITE, salt);
    }

    private static ClientException refused(String message) {
        return new ClientException(ClientException.Code.PASSPHRASE, message);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
