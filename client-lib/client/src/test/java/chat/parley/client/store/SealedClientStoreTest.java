package chat.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ParleyClients;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SealedClientStoreTest extends GroupedRowsContract {
    private static final Crypto CRYPTO = ParleyClients.crypto();

    private final MemoryClientStore rows = new MemoryClientStore();
    private final byte[] key = CRYPTO.random(Secret.BYTES);
    private final SealedClientStore store = open(key);

    @Override
    protected ClientStore create() {
        return new SealedClientStore(new MemoryClientStore(), CRYPTO, new Secret(key.clone()));
    }

    @Test
    @DisplayName("A60: nothing that is put can be read from the rows: no value, no name of a room or setting, no url")
    void rows_hideWhatIsInThem() {
        store.put(Table.ROOM, "secret-room", "IN");
        store.put(Table.SETTING, "device-key", "very secret");
        store.put(Table.SERVER, "ws://host.example:1", "");
        store.put(Table.MESSAGE, "logid 0001", "what was said");
        StringBuilder all = new StringBuilder();
        for (Table table : Table.values()) {
            for (Row row : rows.rows(table)) {
                all.append(row.key()).append('\n');
                byte[] value = Base64.getDecoder().decode(row.value());
                all.append(new String(value, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
        }
        assertThat(all.toString())
                .doesNotContain("secret-room")
                .doesNotContain("device-key")
                .doesNotContain("very secret")
                .doesNotContain("host.")
                .doesNotContain("logid")
                .doesNotContain("was said");
    }

    @Test
    @DisplayName("A12: a value that was changed, or put under another key or table, does not open")
    void value_changedOrMoved_doesNotOpen() {
        store.put(Table.SETTING, "a", "1");
        store.put(Table.SETTING, "b", "2");
        Row a = rows.rows(Table.SETTING).get(0);
        Row b = rows.rows(Table.SETTING).get(1);
        rows.put(Table.SETTING, a.key(), b.value());
        assertThatThrownBy(() -> store.get(Table.SETTING, "a")).isInstanceOf(SealedClientStore.WrongKeyException.class);
        rows.put(Table.ROOM, b.key(), b.value());
        assertThatThrownBy(() -> store.get(Table.ROOM, "b")).isInstanceOf(SealedClientStore.WrongKeyException.class);
        byte[] bytes = Base64.getDecoder().decode(b.value());
        for (int i = 0; i < bytes.length; i += 5) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            rows.put(
                    Table.SETTING, b.key(), Base64.getEncoder().withoutPadding().encodeToString(changed));
            assertThatThrownBy(() -> store.get(Table.SETTING, "b"))
                    .isInstanceOf(SealedClientStore.WrongKeyException.class);
        }
        rows.put(Table.SETTING, b.key(), "not base64!");
        assertThatThrownBy(() -> store.rows(Table.SETTING)).isInstanceOf(SealedClientStore.WrongKeyException.class);
    }

    @Test
    void rows_withAnotherKey_doNotOpen() {
        store.put(Table.SETTING, "a", "1");
        SealedClientStore other = open(CRYPTO.random(Secret.BYTES));
        assertThat(other.get(Table.SETTING, "a")).isEmpty();
        assertThatThrownBy(() -> other.rows(Table.SETTING)).isInstanceOf(SealedClientStore.WrongKeyException.class);
        assertThat(open(key).get(Table.SETTING, "a")).contains("1");
    }

    @Test
    void prefix_thatEndsInTheFirstWord_isAMistake() {
        assertThatThrownBy(() -> store.removeAll(Table.CHAIN, "log")).isInstanceOf(IllegalArgumentException.class);
    }

    private SealedClientStore open(byte[] with) {
        return new SealedClientStore(rows, CRYPTO, new Secret(with.clone()));
    }
}
