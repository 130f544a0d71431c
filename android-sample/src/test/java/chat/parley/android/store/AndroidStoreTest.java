package chat.parley.android.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.database.Cursor;
import android.database.sqlite.SQLiteDatabase;
import chat.parley.client.ClientException;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.ClientStoreContract;
import chat.parley.client.store.GroupedRowsContract;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import com.goterl.lazysodium.LazySodiumAndroid;
import com.goterl.lazysodium.SodiumAndroid;
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.Security;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The phone's store does what every platform's does, and keeps its words on disk to itself. */
@RunWith(RobolectricTestRunner.class)
@Config(
        sdk = {26, 34},
        application = android.app.Application.class)
public final class AndroidStoreTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Crypto crypto = new LazysodiumCrypto(new LazySodiumAndroid(new SodiumAndroid()));
    private int files;

    @Before
    public void keystore() {
        Security.addProvider(new FakeKeystore());
    }

    @After
    public void noKeystore() {
        Security.removeProvider(FakeKeystore.NAME);
    }

    @Test
    public void rows_doWhatEveryStoresRowsDo() throws Exception {
        assertThat(ContractRun.all(() -> new ClientStoreContract() {
                    @Override
                    protected ClientStore open() {
                        return SqliteRows.open(next());
                    }
                }))
                .isPositive();
        assertThat(ContractRun.all(() -> new GroupedRowsContract() {
                    @Override
                    protected ClientStore create() {
                        return SqliteRows.open(next());
                    }
                }))
                .isGreaterThan(1);
    }

    @Test
    public void sealedStore_doesWhatEveryStoreDoes() throws Exception {
        assertThat(ContractRun.all(() -> new GroupedRowsContract() {
                    @Override
                    protected ClientStore create() {
                        File home = next();
                        assertThat(home.mkdir()).isTrue();
                        PhoneStores stores = PhoneStores.open(home, crypto);
                        stores.notes().close();
                        return stores.client();
                    }
                }))
                .isGreaterThan(1);
    }

    @Test
    public void committed_isThereAfterwards_theRestIsNot() throws Exception {
        File file = next();
        SqliteRows rows = SqliteRows.open(file);
        rows.put(Table.SETTING, "kept", "1");
        rows.commit();
        rows.put(Table.SETTING, "lost", "2");
        rows.close();
        SqliteRows again = SqliteRows.open(file);
        assertThat(again.rows(Table.SETTING)).containsExactly(new Row("kept", "1"));
        again.close();
    }

    @Test
    public void value_longerThanACursorsWindow_isReadWhole() throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.length() < 3_000_000) {
            text.append("0123456789abcdef\u20AC");
        }
        SqliteRows rows = SqliteRows.open(next());
        rows.put(Table.EVENT, "long", text.toString());
        rows.put(Table.EVENT, "short", "s");
        rows.commit();
        assertThat(rows.get(Table.EVENT, "long").orElse("").equals(text.toString()))
                .isTrue();
        assertThat(rows.rows(Table.EVENT).get(0).value().equals(text.toString()))
                .isTrue();
        assertThat(rows.first(Table.EVENT, "l", "t", 5)).hasSize(2);
        rows.close();
    }

    @Test
    public void commit_isSynced_andWhatIsRemovedIsOverwritten() throws Exception {
        File file = next();
        SqliteRows rows = SqliteRows.open(file);
        rows.put(Table.SETTING, "key", "a word that is easily found");
        rows.commit();
        rows.remove(Table.SETTING, "key");
        rows.commit();
        rows.close();
        assertThat(new String(Files.readAllBytes(file.toPath()), StandardCharsets.ISO_8859_1))
                .doesNotContain("easily found");
        try (SQLiteDatabase plain = SQLiteDatabase.openDatabase(file.getPath(), null, SQLiteDatabase.OPEN_READONLY);
                Cursor mode = plain.rawQuery("PRAGMA journal_mode", null)) {
            assertThat(mode.moveToNext()).isTrue();
            assertThat(mode.getString(0)).isNotEqualTo("wal");
        }
        assertThat(new File(file.getPath() + "-wal")).doesNotExist();
    }

    @Test
    public void damaged_isToldAndLeftAsItIs() throws Exception {
        File file = next();
        SqliteRows rows = SqliteRows.open(file);
        for (int i = 0; i < 500; i++) {
            rows.put(Table.SETTING, "key " + i, "value of some length, to fill pages " + i);
        }
        rows.commit();
        rows.close();
        long length = file.length();
        try (RandomAccessFile damage = new RandomAccessFile(file, "rw")) {
            damage.seek(16);
            damage.write(new byte[(int) length - 16]);
        }
        assertThatThrownBy(() -> SqliteRows.open(file))
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.code()).isEqualTo(ClientException.Code.STORE));
        assertThat(file).hasSize(length);
    }

    @Test
    public void files_hideWhatIsInThem_andOpenOnlyWithThisPhonesKey() throws Exception {
        File home = next();
        assertThat(home.mkdir()).isTrue();
        PhoneStores stores = PhoneStores.open(home, crypto);
        stores.client().put(Table.SETTING, "device-key", "very secret");
        stores.notes().put(Table.SETTING, "draft-open:lobby", "half a sentence");
        stores.client().commit();
        stores.notes().commit();
        stores.client().close();
        stores.notes().close();
        File[] all = home.listFiles();
        assertThat(all).isNotEmpty();
        for (File each : all) {
            assertThat(new String(Files.readAllBytes(each.toPath()), StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret")
                    .doesNotContain("lobby")
                    .doesNotContain("half");
        }
        PhoneStores again = PhoneStores.open(home, crypto);
        assertThat(again.client().get(Table.SETTING, "device-key")).contains("very secret");
        assertThat(again.notes().get(Table.SETTING, "draft-open:lobby")).contains("half a sentence");
        again.client().close();
        again.notes().close();

        FakeKeystore.forget();
        assertThatThrownBy(() -> PhoneStores.open(home, crypto)).isInstanceOf(ClientException.class);
        Security.removeProvider(FakeKeystore.NAME);
        assertThatThrownBy(() -> PhoneStores.open(home, crypto)).isInstanceOf(ClientException.class);
        Security.addProvider(new FakeKeystore());
        assertThat(new File(home, "client.key").delete()).isTrue();
        assertThatThrownBy(() -> PhoneStores.open(home, crypto))
                .as("rows without a key get no new one")
                .isInstanceOf(ClientException.class);
        assertThat(new File(home, "client.key")).doesNotExist();
    }

    private File next() {
        return new File(folder.getRoot(), "store" + files++);
    }
}
