package chat.parley.client.export;

import chat.parley.client.ExportException;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what {@link ExportWriter} wrote, holding no more than a chunk and a line of it. */
public final class ExportReader {
    /** Longest line, in bytes: a message's text with every character escaped, and its reactions. */
    private static final int MAX_LINE_BYTES = 1024 * 1024;

    private static final int MIN_CHUNK = Crypto.NONCE_BYTES + Crypto.TAG_BYTES;
    private static final int MAX_CHUNK = MIN_CHUNK + ExportHead.CHUNK_BYTES;

    private final Crypto crypto;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    public ExportReader(Crypto crypto) {
        this.crypto = crypto;
    }

    /**
     * Hands over the lines of a file, each as soon as it is read and known to be genuine; slow at first, since the
     * passphrase is stretched.
     *
     * @param file is not closed
     * @throws ExportException if it is none, or not whole: then what was handed over is genuine, but not all
     */
    public void read(InputStream file, char[] passphrase, Consumer<String> lines) throws IOException {
        InputStream in = new BufferedInputStream(file);
        ExportHead head = ExportHead.read(in);
        Secret master = ExportHead.stretch(crypto, passphrase, head.salt(), head.cost());
        if (!head.fits(crypto, master)) {
            master.wipe();
            throw new ExportException(
                    ExportException.Code.PASSPHRASE, "this is not the passphrase with which the export was made");
        }
        Secret key = ExportHead.key(crypto, master);
        master.wipe();
        try {
            chunks(in, head, key, lines);
        } finally {
            key.wipe();
        }
    }

    private void chunks(InputStream in, ExportHead head, Secret key, Consumer<String> lines) throws IOException {
        long index = 0;
        byte[] length = some(in, Integer.BYTES);
        while (length.length == Integer.BYTES) {
            int size = ByteBuffer.wrap(length).getInt();
            if (size < MIN_CHUNK || size > MAX_CHUNK) {
                throw damaged();
            }
            byte[] chunk = some(in, size);
            length = some(in, Integer.BYTES);
            if (chunk.length < size) {
                throw cut();
            }
            boolean last = length.length == 0;
            Optional<byte[]> text = open(head, key, chunk, index, last);
            if (!text.isPresent()
                    && last
                    && open(head, key, chunk, index, false).isPresent()) {
                throw cut();
            }
            split(text.orElseThrow(ExportReader::damaged), lines);
            if (last) {
                return;
            }
            index++;
        }
        throw cut();
    }

    private Optional<byte[]> open(ExportHead head, Secret key, byte[] chunk, long index, boolean last) {
        byte[] nonce = Arrays.copyOf(chunk, Crypto.NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(chunk, Crypto.NONCE_BYTES, chunk.length);
        return crypto.decrypt(key, nonce, head.context(index, last), sealed);
    }

    private void split(byte[] text, Consumer<String> lines) throws ExportException {
        for (byte each : text) {
            if (each == '\n') {
                lines.accept(new String(line.toByteArray(), StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < MAX_LINE_BYTES) {
                line.write(each);
            } else {
                throw damaged();
            }
        }
    }

    /** So many bytes, or fewer at the end of the file. */
    private static byte[] some(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = 0;
        int more = in.read(bytes);
        while (more > 0) {
            read += more;
            more = in.read(bytes, read, length - read);
        }
        return Arrays.copyOf(bytes, read);
    }

    private static ExportException damaged() {
        return new ExportException(
                ExportException.Code.DAMAGED,
                "the export was changed after it was made: take another copy of the file");
    }

    private static ExportException cut() {
        return new ExportException(
                ExportException.Code.CUT, "the end of the export is missing: take another copy of the file");
    }
}
