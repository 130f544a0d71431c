package chat.parley.client.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientException;
import chat.parley.client.ParleyClients;
import chat.parley.client.sqlite.SqliteClientStore;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.log.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {
    private static final Crypto CRYPTO = ParleyClients.crypto();

    @TempDir
    private Path folder;

    @Test
    @DisplayName("A60: with a passphrase the key opens for it and for nothing else, and is nowhere in the file")
    void key_lockedWithAPassphrase_opensForItOnly() throws IOException {
        Secret key = lock().open(phrase("open sesame"));
        assertThat(lock().needsPassphrase()).isTrue();
        assertThat(lock().open(phrase("open sesame")).expose()).isEqualTo(key.expose());
        refused(() -> lock().open(phrase("open sesamo")), ClientException.Code.PASSPHRASE);
        refused(() -> lock().open(Optional.empty()), ClientException.Code.PASSPHRASE);
        String file = Files.readString(folder.resolve(StoreLock.FILE));
        assertThat(file)
                .doesNotContain(
                        java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(key.expose()));
    }

    @Test
    void passphrase_changedOrTakenOff_leavesTheKey() {
        Secret key = lock().open(Optional.empty());
        assertThat(lock().needsPassphrase()).isFalse();
        lock().seal(key, phrase("first phrase"));
        lock().seal(key, phrase("second phrase"));
        refused(() -> lock().open(phrase("first phrase")), ClientException.Code.PASSPHRASE);
        assertThat(lock().open(phrase("second phrase")).expose()).isEqualTo(key.expose());
        lock().seal(key, Optional.empty());
        assertThat(lock().open(Optional.empty()).expose()).isEqualTo(key.expose());
        refused(() -> lock().seal(key, phrase("short")), ClientException.Code.OPTION);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void file_isItsOwnersOnly() throws IOException {
        lock().open(Optional.empty());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(StoreLock.FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void file_damaged_isRefused_andLeftAsItIs() throws IOException {
        for (String text :
                new String[] {"", "{}", "nonsense", "{\"salt\":\"\",\"operations\":0,\"memory\":0,\"key\":\"\"}"}) {
            Files.writeString(folder.resolve(StoreLock.FILE), text);
            refused(() -> lock().open(Optional.empty()), ClientException.Code.STORE);
            assertThat(Files.readString(folder.resolve(StoreLock.FILE))).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("a store whose key is gone, or is another one's, is refused and not begun anew")
    void store_withoutItsKey_isRefused() throws IOException, StoreException {
        Path home = folder.resolve("home");
        try (ClientStore store = ParleyClients.store(CRYPTO, home, Optional.empty())) {
            store.put(Table.SETTING, "a", "1");
            store.commit();
        }
        byte[] key = Files.readAllBytes(home.resolve(StoreLock.FILE));
        Files.delete(home.resolve(StoreLock.FILE));
        refused(() -> ParleyClients.store(CRYPTO, home, Optional.empty()), ClientException.Code.STORE);
        assertThat(home.resolve(StoreLock.FILE)).doesNotExist();
        new StoreLock(home, CRYPTO).seal(CRYPTO.newSecret(), Optional.empty());
        refused(() -> ParleyClients.store(CRYPTO, home, Optional.empty()), ClientException.Code.STORE);
        Files.write(home.resolve(StoreLock.FILE), key);
        try (ClientStore store = ParleyClients.store(CRYPTO, home, Optional.empty())) {
            assertThat(store.get(Table.SETTING, "a")).contains("1");
        }
    }

    @Test
    @DisplayName("A60: the files of a client hold no word of what is in them")
    void files_holdNothingReadable() throws IOException, StoreException {
        Path home = folder.resolve("home");
        try (ClientStore store = ParleyClients.store(CRYPTO, home, Optional.empty())) {
            store.put(Table.ROOM, "meetingplace", "IN");
            store.put(Table.MESSAGE, "x y", "the treasure is buried");
            store.commit();
            String file = new String(Files.readAllBytes(home.resolve(SqliteClientStore.FILE)), "ISO-8859-1")
                    + new String(Files.readAllBytes(home.resolve(SqliteClientStore.FILE + "-wal")), "ISO-8859-1");
            assertThat(file).doesNotContain("treasure").doesNotContain("meetingplace");
        }
    }

    private StoreLock lock() {
        return new StoreLock(folder, CRYPTO);
    }

    private static Optional<char[]> phrase(String text) {
        return Optional.of(text.toCharArray());
    }

    private static void refused(ThrowingCallable action, ClientException.Code code) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
