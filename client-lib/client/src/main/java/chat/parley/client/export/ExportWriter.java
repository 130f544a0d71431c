package chat.parley.client.export;

import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes lines into one encrypted file, holding no more than a chunk of them.
 *
 * <p><b>Guarantees.</b> Without the passphrase nothing in the file can be read, but by guessing at the price of Argon2id a
 * guess; nothing can be changed, moved, left out or cut off unnoticed. <b>Restrictions.</b> The file's length is in the
 * open. It is whole only after {@link #finish}.
 */
public final class ExportWriter {
    /** Shortest passphrase, in characters. */
    public static final int MIN_PASSPHRASE = 8;

    private final Crypto crypto;
    private final DataOutputStream out;
    private final ExportHead head;
    private final Secret key;
    private final byte[] chunk = new byte[ExportHead.CHUNK_BYTES];
    private int filled;
    private long index;

    /**
     * Begins a file; slow, since the passphrase is stretched.
     *
     * @param out is not closed
     * @param passphrase neither kept nor wiped
     * @throws IllegalArgumentException if the passphrase is too short
     */
    public ExportWriter(Crypto crypto, OutputStream out, char[] passphrase) throws IOException {
        if (passphrase.length < MIN_PASSPHRASE) {
            throw new IllegalArgumentException("a passphrase has at least " + MIN_PASSPHRASE + " characters");
        }
        this.crypto = crypto;
        this.out = new DataOutputStream(out);
        byte[] salt = crypto.random(Crypto.SALT_BYTES);
        Secret master = ExportHead.stretch(crypto, passphrase, salt, Cost.USUAL);
        this.head = ExportHead.of(crypto, master, salt, Cost.USUAL);
        this.key = ExportHead.key(crypto, master);
        master.wipe();
        this.out.write((head.write() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a line, which has no line end in it. */
    public void line(String line) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        int from = 0;
        while (from < text.length) {
            if (filled == chunk.length) {
                seal(false);
            }
            int length = Math.min(text.length - from, chunk.length - filled);
            System.arraycopy(text, from, chunk, filled, length);
            from += length;
            filled += length;
        }
    }

    /** Ends the file, and forgets the key. */
    public void finish() throws IOException {
        seal(true);
        key.wipe();
        out.flush();
    }

    private void seal(boolean last) throws IOException {
        byte[] text = Arrays.copyOf(chunk, filled);
        byte[] nonce = crypto.random(Crypto.NONCE_BYTES);
        byte[] sealed = crypto.encrypt(key, nonce, head.context(index, last), text);
        Arrays.fill(text, (byte) 0);
        out.writeInt(nonce.length + sealed.length);
        out.write(nonce);
        out.write(sealed);
        filled = 0;
        index++;
    }
}
