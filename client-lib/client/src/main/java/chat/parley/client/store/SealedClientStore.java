package chat.parley.client.store;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.log.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Another store whose rows are sealed: each value is encrypted, and the first word of each key is blinded, by which keys
 * are grouped (a log, a room's name, a setting's name).
 *
 * <p><b>Guarantees.</b> Without the key nothing of a value can be read, and no value can be changed or moved to another row
 * or table unnoticed; names of rooms and settings, urls, and ids of logs cannot be read. <b>Restrictions.</b> How many rows
 * there are, how long they are, and what follows the first word of a key (numbers, ids of events and devices: rows are
 * sorted by them) stays visible. Rows can be removed, or put back to what they were, by whoever can write the file.
 */
public final class SealedClientStore implements ClientStore {
    private static final byte[] SUITE = {1};
    private static final int NAME_BYTES = 16;

    private final ClientStore rows;
    private final Crypto crypto;
    private final Secret names;
    private final Secret encryption;
    private String lastWord = "";
    private String lastBlinded = "";

    /** The key does not fit the store, or a row was tampered with. */
    public static final class WrongKeyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongKeyException() {
            super("a row of the store does not open: another key, or damaged");
        }
    }

    /**
     * @param key of this store only
     */
    public SealedClientStore(ClientStore rows, Crypto crypto, Secret key) {
        this.rows = rows;
        this.crypto = crypto;
        this.names = crypto.derive(key, Label.STORE_NAME);
        this.encryption = crypto.derive(key, Label.STORE_ENCRYPTION);
    }

    @Override
    public List<Row> rows(Table table) {
        return open(table, rows.rows(table));
    }

    @Override
    public Optional<String> get(Table table, String key) {
        String blinded = blinded(key);
        return rows.get(table, blinded)
                .map(value -> open(table, new Row(blinded, value)).value());
    }

    @Override
    public List<Row> first(Table table, String from, String to, int limit) {
        return open(table, rows.first(table, blinded(from), blinded(to), limit));
    }

    @Override
    public List<Row> last(Table table, String from, String to, int limit) {
        return open(table, rows.last(table, blinded(from), blinded(to), limit));
    }

    @Override
    public void put(Table table, String key, String value) {
        String blinded = blinded(key);
        byte[] name = utf8(key);
        byte[] text = utf8(value);
        byte[] plain = ByteBuffer.allocate(4 + name.length + text.length)
                .putInt(name.length)
                .put(name)
                .put(text)
                .array();
        byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
        byte[] sealed = crypto.encrypt(encryption, nonce, context(table, blinded), plain);
        Arrays.fill(plain, (byte) 0);
        byte[] both = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        rows.put(table, blinded, Base64.getEncoder().withoutPadding().encodeToString(both));
    }

    @Override
    public void remove(Table table, String key) {
        rows.remove(table, blinded(key));
    }

    @Override
    public void removeAll(Table table, String prefix) {
        if (!prefix.isEmpty() && wordEnd(prefix) == prefix.length()) {
            throw new IllegalArgumentException("a prefix ends behind the first word");
        }
        rows.removeAll(table, prefix.isEmpty() ? "" : blinded(prefix));
    }

    @Override
    public void commit() throws StoreException {
        rows.commit();
    }

    @Override
    public void scrub() {
        rows.scrub();
    }

    /** Closes the store and forgets the key. */
    @Override
    public void close() {
        try {
            rows.close();
        } finally {
            names.wipe();
            encryption.wipe();
        }
    }

    private List<Row> open(Table table, List<Row> sealed) {
        List<Row> opened = new ArrayList<>(sealed.size());
        for (Row row : sealed) {
            opened.add(open(table, row));
        }
        return opened;
    }

    private Row open(Table table, Row row) {
        byte[] both;
        try {
            both = Base64.getDecoder().decode(row.value());
        } catch (IllegalArgumentException e) {
            throw new WrongKeyException();
        }
        if (both.length < Crypto.NONCE_BYTES) {
            throw new WrongKeyException();
        }
        byte[] nonce = Arrays.copyOf(both, Crypto.NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(both, Crypto.NONCE_BYTES, both.length);
        byte[] plain = crypto.decrypt(encryption, nonce, context(table, row.key()), sealed)
                .orElseThrow(WrongKeyException::new);
        ByteBuffer in = ByteBuffer.wrap(plain);
        byte[] name = new byte[in.getInt()];
        in.get(name);
        byte[] text = new byte[in.remaining()];
        in.get(text);
        return new Row(new String(name, StandardCharsets.UTF_8), new String(text, StandardCharsets.UTF_8));
    }

    private String blinded(String key) {
        int end = wordEnd(key);
        String word = key.substring(0, end);
        if (!word.equals(lastWord)) {
            byte[] hash = crypto.derive(names, Label.STORE_NAME, utf8(word)).expose();
            lastBlinded = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, NAME_BYTES));
            lastWord = word;
        }
        return lastBlinded + key.substring(end);
    }

    /** Behind the first word: a space follows it, or the character behind the space that ends a range of keys. */
    private static int wordEnd(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) == ' ' || key.charAt(i) == '!') {
                return i;
            }
        }
        return key.length();
    }

    private static byte[] context(Table table, String blinded) {
        return Label.STORE_ROW.frame(SUITE, utf8(table.name()), utf8(blinded));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
