package chat.parley.client.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ExportException;
import chat.parley.client.ParleyClients;
import chat.parley.protocol.crypto.Crypto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Exports: the file")
class ExportFileTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final int LENGTH_BYTES = 4;

    private final Crypto crypto = ParleyClients.crypto();
    private final List<String> got = new ArrayList<>();

    private byte[] write(List<String> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportWriter writer = new ExportWriter(crypto, out, PASSPHRASE);
        for (String line : lines) {
            writer.line(line);
        }
        writer.finish();
        return out.toByteArray();
    }

    private void read(byte[] file, String passphrase) throws IOException {
        got.clear();
        new ExportReader(crypto).read(new ByteArrayInputStream(file), passphrase.toCharArray(), got::add);
    }

    private void assertRefused(ExportException.Code code, byte[] file) {
        assertThatThrownBy(() -> read(file, new String(PASSPHRASE)))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Lines that fill three chunks and some. */
    private static List<String> many() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            lines.add("{\"number\":" + i + ",\"text\":\"" + "ä".repeat(50) + "\"}");
        }
        return lines;
    }

    @Test
    void lines_comeBack_whateverTheirLength() throws IOException {
        for (List<String> lines : List.of(
                List.<String>of(), List.of(""), List.of("a", "", "ü"), List.of("x".repeat(300_000), "y"), many())) {
            read(write(lines), new String(PASSPHRASE));
            assertThat(got).isEqualTo(lines);
        }
        List<String> exactly = List.of("x".repeat(ExportHead.CHUNK_BYTES - 1));
        read(write(exactly), new String(PASSPHRASE));
        assertThat(got).isEqualTo(exactly);
    }

    @Test
    @DisplayName("nothing of the lines is in the file, and the same lines give another file")
    void file_showsNothing() throws IOException {
        byte[] one = write(List.of("attack at dawn"));
        assertThat(new String(one, ISO_8859_1)).doesNotContain("attack").contains("parley-export");
        assertThat(write(List.of("attack at dawn"))).isNotEqualTo(one);
    }

    @Test
    @DisplayName("the passphrase is the same in all its Unicode forms, and another one is refused by name")
    void passphrase_another_isRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ExportWriter(crypto, out, "cafe\u0301 noir".toCharArray()).finish();
        read(out.toByteArray(), "caf\u00e9 noir");
        assertThat(got).isEmpty();
        assertRefused(ExportException.Code.PASSPHRASE, out.toByteArray());
        assertThatThrownBy(() -> new ExportWriter(crypto, out, "short".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a file that is cut off anywhere, between two chunks too, is known to be cut")
    void cut_isNoticed() throws IOException {
        byte[] file = write(many());
        List<Integer> bounds = bounds(file);
        assertThat(bounds).hasSizeGreaterThan(3);
        for (int end : List.of(
                bounds.get(0),
                bounds.get(0) + 2,
                bounds.get(1) - 1,
                bounds.get(1),
                bounds.get(1) + LENGTH_BYTES,
                bounds.get(2),
                file.length - 1)) {
            assertRefused(ExportException.Code.CUT, Arrays.copyOf(file, end));
        }
        assertThat(got).as("genuine until there").isNotEmpty().isEqualTo(many().subList(0, got.size()));
    }

    @Test
    @DisplayName("a chunk that is changed, moved, repeated or added is noticed")
    void change_isNoticed() throws IOException {
        byte[] file = write(many());
        List<Integer> bounds = bounds(file);
        int head = bounds.get(0);
        for (int at : List.of(head + 1, head + 10, bounds.get(1) + 100, file.length - 1)) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> read(changed, new String(PASSPHRASE))).isInstanceOf(ExportException.class);
        }
        byte[] first = Arrays.copyOfRange(file, head, bounds.get(1));
        byte[] second = Arrays.copyOfRange(file, bounds.get(1), bounds.get(2));
        byte[] start = Arrays.copyOf(file, head);
        byte[] rest = Arrays.copyOfRange(file, bounds.get(2), file.length);
        assertRefused(ExportException.Code.DAMAGED, join(start, second, first, rest));
        assertRefused(ExportException.Code.DAMAGED, join(start, first, first, second, rest));
        assertRefused(ExportException.Code.DAMAGED, join(start, second, rest));
        assertRefused(ExportException.Code.DAMAGED, join(file, first));
        assertRefused(ExportException.Code.DAMAGED, join(file, new byte[] {0}));
    }

    @Test
    @DisplayName("a chunk of one file opens in no other, though the passphrase is the same")
    void chunk_ofAnotherFile_isRefused() throws IOException {
        byte[] one = write(List.of("one"));
        byte[] two = write(List.of("two"));
        int head = bounds(one).get(0);
        assertRefused(
                ExportException.Code.DAMAGED,
                join(Arrays.copyOf(one, head), Arrays.copyOfRange(two, head, two.length)));
    }

    @Test
    @DisplayName("another kind of file, a newer one, and one that would take all memory are refused at once")
    void head_notOfThisKind_isRefused() throws IOException {
        byte[] file = write(List.of("one"));
        String text = new String(file, ISO_8859_1);
        assertRefused(ExportException.Code.NOT_AN_EXPORT, new byte[0]);
        assertRefused(ExportException.Code.NOT_AN_EXPORT, "hello\n".getBytes(UTF_8));
        assertRefused(ExportException.Code.NOT_AN_EXPORT, new byte[100_000]);
        assertRefused(
                ExportException.Code.NEWER,
                text.replace("\"version\":1", "\"version\":2").getBytes(ISO_8859_1));
        assertRefused(
                ExportException.Code.NOT_AN_EXPORT,
                text.replace("\"memory\":67108864", "\"memory\":67108864000").getBytes(ISO_8859_1));
        assertRefused(
                ExportException.Code.NOT_AN_EXPORT,
                text.replace("\"operations\":3", "\"operations\": 3").getBytes(ISO_8859_1));
        assertRefused(
                ExportException.Code.PASSPHRASE,
                text.replace("\"operations\":3", "\"operations\":4").getBytes(ISO_8859_1));
    }

    /** Where the head ends, and each chunk. */
    private static List<Integer> bounds(byte[] file) {
        List<Integer> bounds = new ArrayList<>();
        int at = new String(file, ISO_8859_1).indexOf('\n') + 1;
        while (at < file.length) {
            bounds.add(at);
            at += LENGTH_BYTES + ByteBuffer.wrap(file, at, LENGTH_BYTES).getInt();
        }
        return bounds;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
