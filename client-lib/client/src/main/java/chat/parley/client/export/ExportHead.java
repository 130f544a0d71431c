package chat.parley.client.export;

import chat.parley.client.ExportException;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;

/** The first line of an export: how the passphrase becomes its key, and a commitment to that. */
record ExportHead(byte[] salt, Cost cost, byte[] commitment) {
    /** Most bytes of text in a chunk. */
    static final int CHUNK_BYTES = 64 * 1024;

    private static final String FORMAT = "parley-export";
    private static final long VERSION = 1;
    private static final int MAX_BYTES = 512;
    private static final byte[] SUITE = {1};
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    /** What a passphrase gives under a salt. */
    static Secret stretch(Crypto crypto, char[] passphrase, byte[] salt, Cost cost) {
        ByteBuffer encoded =
                StandardCharsets.UTF_8.encode(Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFC));
        byte[] text = new byte[encoded.remaining()];
        encoded.get(text);
        Secret master = crypto.stretch(text, salt, cost);
        Arrays.fill(text, (byte) 0);
        Arrays.fill(encoded.array(), (byte) 0);
        return master;
    }

    static ExportHead of(Crypto crypto, Secret master, byte[] salt, Cost cost) {
        return new ExportHead(salt, cost, commitment(crypto, master));
    }

    /** Whether the file was made with the passphrase that gave this. */
    boolean fits(Crypto crypto, Secret master) {
        return MessageDigest.isEqual(commitment, commitment(crypto, master));
    }

    String write() {
        return new JsonText()
                .open()
                .field("format", FORMAT)
                .field("version", VERSION)
                .field("salt", base64(salt))
                .field("operations", cost.operations())
                .field("memory", cost.memory())
                .field("commitment", base64(commitment))
                .close()
                .toString();
    }

    static ExportHead read(InputStream file) throws IOException {
        byte[] line = new byte[MAX_BYTES];
        int length = 0;
        int next = file.read();
        while (next >= 0 && next != '\n' && length < MAX_BYTES) {
            line[length++] = (byte) next;
            next = file.read();
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        try (JsonFields in = SOURCE.read(text)) {
            in.open();
            if (next != '\n' || !in.text("format").equals(FORMAT)) {
                throw none();
            }
            if (in.number("version") != VERSION) {
                throw new ExportException(
                        ExportException.Code.NEWER, "this export was made by a newer version of Parley: update first");
            }
            ExportHead head = new ExportHead(
                    JsonFields.map(in.text("salt"), Base64.getUrlDecoder()::decode),
                    new Cost(in.number("operations"), in.number("memory")),
                    JsonFields.map(in.text("commitment"), Base64.getUrlDecoder()::decode));
            if (head.salt.length != Crypto.SALT_BYTES || !head.write().equals(text)) {
                throw none();
            }
            return head;
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw none();
        }
    }

    /** What each chunk is bound to: this head, its place, whether it is the last. */
    byte[] context(long index, boolean last) {
        return Label.EXPORT_CHUNK.frame(
                SUITE,
                write().getBytes(StandardCharsets.UTF_8),
                ByteBuffer.allocate(Long.BYTES).putLong(index).array(),
                new byte[] {(byte) (last ? 1 : 0)});
    }

    static Secret key(Crypto crypto, Secret master) {
        return crypto.derive(master, Label.EXPORT_KEY);
    }

    private static byte[] commitment(Crypto crypto, Secret master) {
        return crypto.derive(master, Label.EXPORT_COMMITMENT).expose();
    }

    private static ExportException none() {
        return new ExportException(ExportException.Code.NOT_AN_EXPORT, "this file is no export of Parley");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
