package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.id.BlobId;
import chat.parley.server.blob.BlobLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A disk for files that is full: the system itself says that nothing more can be written")
class FullDiskTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final int KIB = 1024;
    private static final int DISK_KIB = 600;

    /** Nothing is kept free, so that it is the disk that refuses. */
    private static final BlobLimits NO_RESERVE = new BlobLimits(
            1000 * KIB, 10_000 * KIB, 10_000 * KIB, 10_000 * KIB, 0, Duration.ofDays(1), Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");
    private SmallDisk disk;
    private FileNode node;

    @BeforeEach
    void start() throws Exception {
        disk = SmallDisk.mount(folder.resolve("blobs"), DISK_KIB);
        node = new FileNode(folder, NO_RESERVE);
        node.know(anna);
    }

    @AfterEach
    void stop() throws Exception {
        if (node != null) {
            node.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    private static byte[] blob(int bytes) {
        return CRYPTO.random(bytes);
    }

    private static BlobId id(byte[] blob) {
        StreamCrypto.Hashing hash = STREAMS.hashing(Label.BLOB_ID);
        hash.add(blob, blob.length);
        return new BlobId(hash.finish().bytes());
    }

    private List<Path> parts() {
        try (Stream<Path> files = Files.list(folder.resolve("blobs").resolve("parts"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean begun() {
        return parts().stream().anyMatch(part -> part.toFile().length() > 0);
    }

    /** A file that comes; in the midst of it, somebody else fills the disk. */
    private BodyPublisher overtaken(byte[] blob) {
        int half = blob.length / 2;
        InputStream first = new ByteArrayInputStream(blob, 0, half);
        InputStream second = new ByteArrayInputStream(blob, half, blob.length - half);
        Enumeration<InputStream> both = new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < 2;
            }

            @Override
            public InputStream nextElement() {
                if (next++ == 0) {
                    return first;
                }
                await().atMost(SOON).until(FullDiskTest.this::begun);
                try {
                    disk.fill();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return second;
            }
        };
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(both)), blob.length);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Files, STORE_FULL: the upload is refused, its part is gone, events and other files go on, and"
                    + " with room again it is taken")
    void put_diskFullInTheMidst_refusedAndAllElseGoesOn() throws Exception {
        Raw raw = new Raw(node, node.token(anna));
        byte[] before = blob(50 * KIB);
        byte[] blob = blob(300 * KIB);
        assertThat(raw.put(id(before), before).status()).isEqualTo(201);

        Raw.Answer refused = raw.send("PUT", id(blob), overtaken(blob));
        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.code()).isEqualTo("STORE_FULL");
        assertThat(parts()).isEmpty();
        assertThat(raw.head(id(blob)).header("Upload-Offset")).contains("0");

        disk.fill();
        byte[] small = blob(8 * KIB);
        assertThat(raw.put(id(small), small).code())
                .as("refused from the start")
                .isEqualTo("STORE_FULL");
        assertThat(node.ask(ben, ben.device())).isInstanceOf(Problem.class);
        node.know(ben);
        assertThat(node.token(ben)).as("what ben's events say is stored").isNotEmpty();
        assertThat(raw.get(id(before)).body()).isEqualTo(before);

        disk.clear();
        assertThat(raw.put(id(blob), blob).status()).isEqualTo(201);
        assertThat(raw.get(id(blob)).body()).isEqualTo(blob);
        assertThat(Collections.frequency(node.answers, "PUT 507")).isEqualTo(2);
    }
}
