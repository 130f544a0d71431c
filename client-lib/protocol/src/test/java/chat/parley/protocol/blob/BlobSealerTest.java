package chat.parley.protocol.blob;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.fixture.TestKeys;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Files: a sealed file")
class BlobSealerTest {
    private static final int CHUNK = BlobRef.CHUNK_BYTES;

    private final List<byte[]> pieces = new ArrayList<>();
    private BlobRef ref;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17})
    void file_sealedAndOpened_isTheSame(int size) {
        byte[] file = seal(size);
        assertThat(ref.size()).isEqualTo(size);
        assertThat(pieces.stream().mapToLong(piece -> piece.length).sum()).isEqualTo(ref.sealedSize());
        assertThat(open(ref, pieces))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(file));
        StreamCrypto.Hashing hash = STREAMS.hashing(Label.BLOB_ID);
        pieces.forEach(piece -> hash.add(piece, piece.length));
        assertThat(hash.finish().bytes()).isEqualTo(ref.id().bytes());
    }

    @Test
    @DisplayName("A51: cut, lengthened, reordered, repeated or changed, a file does not open")
    void file_ofOtherChunks_doesNotOpen() {
        seal(4 * CHUNK);
        List<List<byte[]>> wrong = new ArrayList<>();
        wrong.add(pieces.subList(0, 4));
        List<byte[]> swapped = new ArrayList<>(pieces);
        Collections.swap(swapped, 2, 3);
        wrong.add(swapped);
        List<byte[]> longer = new ArrayList<>(pieces);
        longer.add(pieces.get(4));
        wrong.add(longer);
        List<byte[]> repeated = new ArrayList<>(pieces);
        repeated.set(3, pieces.get(2));
        wrong.add(repeated);
        for (int i = 0; i < pieces.size(); i++) {
            List<byte[]> changed = new ArrayList<>(pieces);
            byte[] piece = pieces.get(i).clone();
            piece[piece.length / 2] ^= 1;
            changed.set(i, piece);
            wrong.add(changed);
        }
        for (List<byte[]> each : wrong) {
            assertThat(open(ref, each)).isEmpty();
        }
    }

    @Test
    @DisplayName("A51: an end that is not where the message's size says is none")
    void size_thatIsNotTheFiles_doesNotOpen() {
        seal(2 * CHUNK);
        for (long size : new long[] {CHUNK, 2 * CHUNK - 1, 2 * CHUNK + 1, 3 * CHUNK, 0}) {
            BlobRef other = new BlobRef(ref.id(), ref.key(), ref.commitment(), size);
            assertThat(open(other, pieces)).as("size %d", size).isEmpty();
        }
        assertThatThrownBy(() -> new BlobRef(ref.id(), ref.key(), ref.commitment(), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A file opens under its own key only: both the message and the file commit to it")
    void key_thatIsNotTheFiles_doesNotOpen() {
        seal(10);
        assertThat(open(new BlobRef(ref.id(), TestKeys.secret("other"), ref.commitment(), 10), pieces))
                .isEmpty();
        BlobRef lying = new BlobRef(
                ref.id(), TestKeys.secret("other"), BlobRef.commitment(CRYPTO, TestKeys.secret("other")), 10);
        assertThat(lying.committed(CRYPTO)).isTrue();
        assertThat(open(lying, pieces)).isEmpty();
    }

    @Test
    @DisplayName("Each file has its own key, also one that was sent before")
    void file_sealedTwice_hasOtherKeyAndId() {
        seal(10);
        BlobRef first = ref;
        pieces.clear();
        seal(10);
        assertThat(ref.key().expose()).isNotEqualTo(first.key().expose());
        assertThat(ref.id()).isNotEqualTo(first.id());
        assertThat(ref.toString()).contains("Secret(…)");
    }

    @Test
    void chunk_ofAnotherLength_isRefused() {
        BlobSealer sealer = new BlobSealer(CRYPTO, STREAMS);
        sealer.head();
        assertThatThrownBy(() -> sealer.chunk(new byte[5], false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sealer.chunk(new byte[CHUNK + 1], true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(sealer::finish).isInstanceOf(IllegalStateException.class);
        sealer.chunk(new byte[CHUNK], false);
        assertThatThrownBy(() -> sealer.chunk(new byte[0], true)).isInstanceOf(IllegalArgumentException.class);
        sealer.chunk(new byte[1], true);
        assertThatThrownBy(() -> sealer.chunk(new byte[1], true)).isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] seal(int size) {
        byte[] file = new byte[size];
        new Random(size).nextBytes(file);
        BlobSealer sealer = new BlobSealer(CRYPTO, STREAMS);
        pieces.add(sealer.head());
        int at = 0;
        do {
            int end = Math.min(size, at + CHUNK);
            pieces.add(sealer.chunk(Arrays.copyOfRange(file, at, end), end == size));
            at = end;
        } while (at < size);
        ref = sealer.finish();
        return file;
    }

    private static Optional<byte[]> open(BlobRef ref, List<byte[]> pieces) {
        Optional<BlobOpener> opener = BlobOpener.begin(CRYPTO, STREAMS, ref, pieces.get(0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces.subList(1, pieces.size())) {
            Optional<byte[]> chunk = opener.flatMap(each -> each.chunk(piece));
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            out.writeBytes(chunk.get());
        }
        return opener.filter(BlobOpener::complete).map(each -> out.toByteArray());
    }
}
