package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import chat.parley.client.blob.BlobDownload;
import chat.parley.client.blob.BlobHttp;
import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.BlobUpload;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.SizeLimit;
import chat.parley.client.blob.TransferException;
import chat.parley.client.blob.fixture.CuttingHttp;
import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.id.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md, Files: transfers")
class TransferTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MIB = 1024 * 1024;

    /** Two requests with a body. */
    private static final int SIZE = 5 * MIB;

    @TempDir
    private Path folder;

    private final TestPerson anna = new TestPerson("anna");
    private FileNode one;
    private FileNode two;
    private int saved;

    @BeforeEach
    void start() throws Exception {
        one = new FileNode(folder.resolve("one"));
        two = new FileNode(folder.resolve("two"));
        one.know(anna);
        two.know(anna);
        FileNode.link(one, two);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BlobRef.CHUNK_BYTES, SIZE})
    @DisplayName("What is brought to one server is on two when the client is told so, and comes back from either")
    void file_brought_isOnTwoServers(int size) throws Exception {
        Parcel parcel = new Parcel(size, folder.resolve("anna"));
        assertThat(parcel.bring(new CuttingHttp(), Leaves.of(anna, one))).isEqualTo(2);
        one.stop();
        assertComes(parcel, two);
        one.start();
        two.stop();
        one.know(anna);
        assertComes(parcel, one);
    }

    @Test
    @DisplayName("Alone a server says that it is alone")
    void file_broughtToALonelyServer_isOnOne() throws Exception {
        FileNode.cut(one, two);
        Parcel parcel = new Parcel(MIB, folder.resolve("anna"));
        assertThat(parcel.bring(new CuttingHttp(), Leaves.of(anna, one))).isEqualTo(1);
        FileNode.link(one, two);
        assertThat(parcel.bring(new CuttingHttp(), Leaves.of(anna, one)))
                .as("asked again, it is copied")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("I2: cut at every stage, and the client started anew, an upload goes on at the same or another server")
    void upload_cutAtEachStage_goesOnElsewhere(boolean elsewhere) throws Exception {
        int stages = 0;
        for (int request = 0; request < 4; request++) {
            for (CuttingHttp.Where where : CuttingHttp.Where.values()) {
                CuttingHttp cutting = new CuttingHttp(request, where, request == 0 ? 0 : 500_001);
                long before = bytes(one);
                Parcel parcel = new Parcel(SIZE, folder.resolve("anna"));
                TransferException broken = catchThrowableOfType(
                        TransferException.class, () -> parcel.bring(cutting, Leaves.once(anna, one)));
                if (cutting.cut()) {
                    stages++;
                    // What was sent may still be on its way to the disk.
                    await().atMost(SOON).until(() -> bytes(one) - before >= cutting.sent.get());
                    assertThat(broken.code()).isEqualTo(TransferException.Code.NO_SERVER);
                    assertThat(broken.resumable()).isTrue();
                }
                CuttingHttp again = new CuttingHttp();
                assertThat(parcel.bring(again, Leaves.of(anna, elsewhere ? two : one)))
                        .as("request %d cut %s", request, where)
                        .isEqualTo(2);
                if (!elsewhere && cutting.cut()) {
                    assertThat(again.sent.get())
                            .as("request %d cut %s: only what is missing is sent", request, where)
                            .isLessThanOrEqualTo(parcel.ref().sealedSize() - cutting.sent.get());
                }
                assertComes(parcel, two);
                BlobPreparation.discard(parcel.pending);
            }
        }
        // HEAD and two PUTs: before, in a body, after; HEAD has no body.
        assertThat(stages).isGreaterThanOrEqualTo(8);
    }

    @Test
    @DisplayName("I2: a server that is killed in the middle of an upload is gone on with where its disk is")
    void upload_serverRestarted_goesOn() throws Exception {
        Parcel parcel = new Parcel(SIZE, folder.resolve("anna"));
        CuttingHttp cutting = new CuttingHttp(2, CuttingHttp.Where.IN_BODY, MIB / 2);
        catchThrowableOfType(TransferException.class, () -> parcel.bring(cutting, Leaves.once(anna, one)));
        one.stop();
        one.start();
        CuttingHttp again = new CuttingHttp();
        assertThat(parcel.bring(again, Leaves.of(anna, one))).isEqualTo(1);
        assertThat(again.sent.get()).isLessThan(MIB);
    }

    @Test
    @DisplayName(
            "I2: cut at every stage, a download goes on at another server, and the file is there as a whole or not at all")
    void download_cutAtEachStage_goesOnElsewhere() throws Exception {
        Parcel parcel = new Parcel(SIZE, folder.resolve("anna"));
        parcel.bring(new CuttingHttp(), Leaves.of(anna, one));
        Path work = folder.resolve("work");
        for (CuttingHttp.Where where : CuttingHttp.Where.values()) {
            for (long bytes : new long[] {0, 1, 100_000, SIZE / 2, SIZE + 100}) {
                Path target = target();
                CuttingHttp cutting = new CuttingHttp(0, where, bytes);
                TransferException broken = catchThrowableOfType(
                        TransferException.class,
                        () -> Parcel.fetch(parcel.ref(), target, work, cutting, Leaves.once(anna, one)));
                if (cutting.cut()) {
                    assertThat(broken.code()).isEqualTo(TransferException.Code.NO_SERVER);
                    assertThat(target).doesNotExist();
                    CuttingHttp again = new CuttingHttp();
                    Parcel.fetch(parcel.ref(), target, work, again, Leaves.of(anna, two));
                    assertThat(again.received.get() + cutting.received.get())
                            .as("cut %s after %d: nothing comes twice", where, bytes)
                            .isEqualTo(parcel.ref().sealedSize());
                }
                assertThat(target).hasBinaryContent(parcel.bytes);
            }
        }
        assertThat(list(work)).as("what is left").isEmpty();
        assertThat(list(folder.resolve("saved")))
                .allMatch(file -> !file.toString().contains(".parley-"));
    }

    @Test
    @DisplayName("A50: a file that is there is not overwritten, nor is what a link leads to")
    void download_targetIsThere_refused() throws Exception {
        Parcel parcel = new Parcel(1000, folder.resolve("anna"));
        parcel.bring(new CuttingHttp(), Leaves.of(anna, one));
        Path there = target();
        Files.writeString(there, "mine");
        Path elsewhere = folder.resolve("elsewhere");
        Path link = target();
        Files.createSymbolicLink(link, elsewhere);
        for (Path target : List.of(there, link)) {
            assertThat(refusal(parcel.ref(), target, new CuttingHttp(), one)).isEqualTo(TransferException.Code.EXISTS);
        }
        assertThat(there).hasContent("mine");
        assertThat(elsewhere).doesNotExist();
        // It comes into being while the file is fetched.
        Path late = target();
        BlobHttp slow = request -> {
            Files.writeString(late, "meanwhile");
            return new CuttingHttp().send(request);
        };
        assertThat(refusal(parcel.ref(), late, slow, one)).isEqualTo(TransferException.Code.EXISTS);
        assertThat(late).hasContent("meanwhile");
        assertThat(list(folder.resolve("saved"))).hasSize(3);
    }

    @Test
    @DisplayName(
            "A51: a server that gives other bytes, fewer or more is left; what a message is wrong about is not saved")
    void download_otherBytes_notSaved() throws Exception {
        Parcel parcel = new Parcel(300_000, folder.resolve("anna"));
        parcel.bring(new CuttingHttp(), Leaves.of(anna, one));
        BlobRef ref = parcel.ref();
        Path blob = file(one, ref);
        byte[] right = Files.readAllBytes(blob);
        byte[] changed = right.clone();
        changed[150_000] ^= 1;
        Files.write(blob, changed);
        Path target = target();
        Parcel.fetch(ref, target, folder.resolve("work"), new CuttingHttp(), Leaves.of(anna, one, two));
        assertThat(target).as("from the other server").hasBinaryContent(parcel.bytes);
        assertThat(refusal(ref, target(), new CuttingHttp(), one)).isEqualTo(TransferException.Code.DAMAGED);

        BlobRef longer = new BlobRef(ref.id(), ref.key(), ref.commitment(), ref.size() + 1);
        BlobRef shorter = new BlobRef(ref.id(), ref.key(), ref.commitment(), ref.size() - 1);
        BlobRef otherKey = new BlobRef(ref.id(), TestKeys.secret("other"), ref.commitment(), ref.size());
        assertThat(refusal(shorter, target(), new CuttingHttp(), two)).isEqualTo(TransferException.Code.DAMAGED);
        assertThat(refusal(otherKey, target(), new CuttingHttp(), two)).isEqualTo(TransferException.Code.DAMAGED);
        assertThat(refusal(longer, target(), new CuttingHttp(), two)).isEqualTo(TransferException.Code.DAMAGED);
        assertThat(list(folder.resolve("saved"))).containsExactly(target);
    }

    @Test
    @DisplayName("A prepared file that was changed on the disk is not sent for another; nothing is kept of it")
    void upload_spoolDamaged_refused() throws Exception {
        Parcel parcel = new Parcel(100_000, folder.resolve("anna"));
        Path spool = Path.of(parcel.pending.spool());
        byte[] bytes = Files.readAllBytes(spool);
        bytes[5000] ^= 1;
        Files.write(spool, bytes);
        TransferException refused = catchThrowableOfType(
                TransferException.class, () -> parcel.bring(new CuttingHttp(), Leaves.of(anna, one)));
        assertThat(refused.code()).isEqualTo(TransferException.Code.SOURCE);
        assertThat(list(one.folder().resolve("blobs").resolve("parts"))).isEmpty();
        Files.write(spool, new byte[10]);
        refused = catchThrowableOfType(
                TransferException.class, () -> parcel.bring(new CuttingHttp(), Leaves.of(anna, one)));
        assertThat(refused.code()).isEqualTo(TransferException.Code.SOURCE);
    }

    @Test
    @DisplayName("A source that fails or is too long leaves nothing behind")
    void preparation_failed_leavesNothing() throws Exception {
        Path work = folder.resolve("anna");
        BlobPreparation preparation = new BlobPreparation(CRYPTO, STREAMS, work);
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the stick was pulled out");
            }
        };
        assertThat(catchThrowableOfType(
                                TransferException.class,
                                () -> preparation.prepare(failing, SizeLimit.NONE, Progress.NONE, new Cancellation()))
                        .code())
                .isEqualTo(TransferException.Code.SOURCE);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 7;
            }
        };
        SizeLimit small = bytes -> {
            if (bytes > MIB) {
                throw new TransferException(TransferException.Code.OVER_LIMIT, "too large");
            }
        };
        assertThat(catchThrowableOfType(
                                TransferException.class,
                                () -> preparation.prepare(endless, small, Progress.NONE, new Cancellation()))
                        .code())
                .isEqualTo(TransferException.Code.OVER_LIMIT);
        assertThat(list(work)).isEmpty();
    }

    @Test
    @DisplayName("A transfer tells how far it is, ends when it is cancelled, and goes on later")
    void transfer_cancelled_goesOnLater() throws Exception {
        Parcel parcel = new Parcel(SIZE, folder.resolve("anna"));
        List<Long> steps = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        BlobUpload upload = new BlobUpload(STREAMS, new CuttingHttp(), Leaves.of(anna, one));
        TransferException ended = catchThrowableOfType(
                TransferException.class,
                () -> upload.run(
                        parcel.pending,
                        (done, total) -> {
                            steps.add(done);
                            assertThat(total).isEqualTo(parcel.ref().sealedSize());
                            if (done > 9 * MIB / 2) {
                                cancellation.cancel();
                            }
                        },
                        cancellation));
        assertThat(ended.code()).isEqualTo(TransferException.Code.CANCELLED);
        assertThat(steps).isSorted().hasSizeGreaterThan(20);
        CuttingHttp rest = new CuttingHttp();
        parcel.bring(rest, Leaves.of(anna, one));
        assertThat(rest.sent.get()).isLessThan(2 * MIB);

        Cancellation early = new Cancellation();
        BlobDownload download =
                new BlobDownload(CRYPTO, STREAMS, new CuttingHttp(), Leaves.of(anna, one), folder.resolve("work"));
        Path target = target();
        ended = catchThrowableOfType(
                TransferException.class,
                () -> download.run(parcel.ref(), target, (done, total) -> early.cancel(), early));
        assertThat(ended.code()).isEqualTo(TransferException.Code.CANCELLED);
        assertThat(target).doesNotExist();
        assertComes(parcel, one);
    }

    @Test
    @DisplayName("A63: neither key nor token stand in what records and requests print")
    void records_asText_showNoSecrets() throws Exception {
        Parcel parcel = new Parcel(10, folder.resolve("anna"));
        String key = new Hash(parcel.ref().key().expose()).toString();
        String token = one.token(anna);
        assertThat(parcel.pending.write()).contains(key);
        assertThat(parcel.pending.toString()).doesNotContain(key);
        assertThat(Leaves.of(anna, one).access(Optional.empty()).toString()).doesNotContain(token);
        assertThat(new BlobHttp.Request("GET", "http://x", token, Map.of(), 0, out -> {}).toString())
                .doesNotContain(token);
    }

    private void assertComes(Parcel parcel, FileNode node) throws Exception {
        Path target = target();
        Parcel.fetch(parcel.ref(), target, folder.resolve("work"), new CuttingHttp(), Leaves.of(anna, node));
        assertThat(target).hasBinaryContent(parcel.bytes);
        Files.delete(target);
    }

    private TransferException.Code refusal(BlobRef ref, Path target, BlobHttp http, FileNode node) {
        TransferException refused = catchThrowableOfType(
                TransferException.class,
                () -> Parcel.fetch(ref, target, folder.resolve("refused"), http, Leaves.of(anna, node)));
        return refused.code();
    }

    private static Path file(FileNode node, BlobRef ref) throws IOException {
        try (Stream<Path> files = Files.walk(node.folder().resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() == ref.sealedSize())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path target() throws IOException {
        Path saved = Files.createDirectories(folder.resolve("saved"));
        return saved.resolve("file" + this.saved++);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static long bytes(FileNode node) throws IOException {
        return Leftovers.files(node).stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
    }
}
