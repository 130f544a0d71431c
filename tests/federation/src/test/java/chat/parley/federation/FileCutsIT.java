package chat.parley.federation;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.parley.client.blob.BlobDownload;
import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.BlobServers;
import chat.parley.client.blob.BlobUpload;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.SizeLimit;
import chat.parley.client.blob.TransferException;
import chat.parley.client.blob.fixture.CuttingHttp;
import chat.parley.client.blob.fixture.CuttingHttp.Where;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.protocol.blob.BlobRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Stored;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** I2: files on their way to and from two real nodes, cut off at every stage, or their node killed there. */
class FileCutsIT {
    private static final int MIB = 1024 * 1024;

    /** How it is asked first, and two requests with a body. */
    private static final int SIZE = 5 * MIB;

    private static final int REQUESTS = 3;
    private static final long IN_THE_MIDDLE = 500_001;

    @TempDir
    private static Path folder;

    private static final TestPerson ANNA = new TestPerson("file-cuts-anna");
    private static final int PORT_A = Ports.free();
    private static final int PORT_B = Ports.free();
    private static Domain domain;
    private static NodeProcess a;
    private static NodeProcess b;
    private static int files;

    @BeforeAll
    static void start() throws Exception {
        domain = Domain.create(folder.resolve("domain.key"));
        domain.issue(data(PORT_A), url(PORT_A));
        domain.issue(data(PORT_B), url(PORT_B));
        a = node(PORT_A, PORT_B);
        b = node(PORT_B, PORT_A);
        a.ready();
        b.ready();
        assertLinked();
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
    }

    static Stream<Arguments> stages() {
        return Stream.iterate(0, i -> i + 1)
                .limit(REQUESTS)
                .flatMap(request -> Stream.of(Where.values()).map(where -> Arguments.of(request, where)));
    }

    /** Of the requests with a body, as each takes a node's start. */
    static Stream<Arguments> killings() {
        return stages().filter(stage -> (int) stage.get()[0] > 0 && stage.get()[1] != Where.BEFORE);
    }

    @ParameterizedTest(name = "request {0}, {1}")
    @MethodSource("stages")
    @DisplayName("I2: an upload that is cut off goes on, at the same node and at the other, and is on both in the end")
    void upload_cut_goesOn(int request, Where where) throws Exception {
        for (NodeProcess next : List.of(a, b)) {
            PendingUpload pending = prepared();
            CuttingHttp cutting = new CuttingHttp(request, where, request == 0 ? 0 : IN_THE_MIDDLE);
            TransferException broken =
                    catchThrowableOfType(TransferException.class, () -> bring(pending, cutting, once(a)));
            if (cutting.cut()) {
                assertThat(broken.resumable()).isTrue();
            }
            CuttingHttp again = new CuttingHttp();
            assertThat(bring(pending, again, always(next))).isEqualTo(2);
            if (next == a && cutting.cut()) {
                assertThat(again.sent.get())
                        .as("only what is missing is sent")
                        .isLessThanOrEqualTo(pending.blob().sealedSize() - cutting.sent.get());
            }
            assertComes(pending.blob(), new CuttingHttp(), a);
            assertComes(pending.blob(), new CuttingHttp(), b);
            BlobPreparation.discard(pending);
        }
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    @DisplayName("I2: a download that is cut off goes on at the other node; the file is there as a whole or not at all")
    void download_cut_goesOnElsewhere(Where where) throws Exception {
        PendingUpload pending = prepared();
        assertThat(bring(pending, new CuttingHttp(), always(a))).isEqualTo(2);
        for (long bytes : new long[] {0, 1, 100_000, SIZE / 2, SIZE + 100}) {
            Path target = target();
            CuttingHttp cutting = new CuttingHttp(0, where, bytes);
            catchThrowableOfType(TransferException.class, () -> fetch(pending.blob(), target, cutting, once(a)));
            if (cutting.cut()) {
                assertThat(target).doesNotExist();
                CuttingHttp again = new CuttingHttp();
                fetch(pending.blob(), target, again, always(b));
                assertThat(again.received.get() + cutting.received.get())
                        .as("nothing comes twice")
                        .isEqualTo(pending.blob().sealedSize());
            }
            assertThat(target).hasBinaryContent(content(pending));
        }
        BlobPreparation.discard(pending);
    }

    @ParameterizedTest(name = "request {0}, {1}")
    @MethodSource("killings")
    @DisplayName(
            "I2: its node is killed at any stage of an upload: it goes on at the other, and at the first when that is back")
    void upload_nodeKilled_goesOn(int request, Where where) throws Exception {
        PendingUpload pending = prepared();
        CuttingHttp killing = new CuttingHttp(request, where, request == 0 ? 0 : IN_THE_MIDDLE, () -> a.kill());
        catchThrowableOfType(TransferException.class, () -> bring(pending, killing, once(a)));
        try {
            // The other may have got its copy before, or not have noticed yet that it is alone.
            assertThat(bring(pending, new CuttingHttp(), always(b))).isBetween(1, 2);
            assertComes(pending.blob(), new CuttingHttp(), b);
        } finally {
            revive();
        }
        assertThat(bring(pending, new CuttingHttp(), always(a))).isEqualTo(2);
        assertComes(pending.blob(), new CuttingHttp(), a);
        BlobPreparation.discard(pending);
    }

    @ParameterizedTest
    @EnumSource(
            value = Where.class,
            names = {"BEFORE", "BEFORE_ANSWER", "IN_ANSWER"})
    @DisplayName("I2: its node is killed at any stage of a download: it goes on at the other, from where it was")
    void download_nodeKilled_goesOnElsewhere(Where where) throws Exception {
        PendingUpload pending = prepared();
        assertThat(bring(pending, new CuttingHttp(), always(a))).isEqualTo(2);
        Path target = target();
        CuttingHttp killing = new CuttingHttp(0, where, SIZE / 2, () -> a.kill());
        catchThrowableOfType(TransferException.class, () -> fetch(pending.blob(), target, killing, once(a)));
        try {
            assertThat(killing.cut()).isTrue();
            assertThat(target).doesNotExist();
            CuttingHttp again = new CuttingHttp();
            fetch(pending.blob(), target, again, always(b));
            assertThat(target).hasBinaryContent(content(pending));
            assertThat(again.received.get() + killing.received.get())
                    .isEqualTo(pending.blob().sealedSize());
        } finally {
            revive();
        }
        BlobPreparation.discard(pending);
    }

    private static void revive() {
        if (!a.isAlive()) {
            a = node(PORT_A, PORT_B);
            a.ready();
        }
        assertLinked();
    }

    private static void assertLinked() {
        Eventually.within(Talker.SOON, () -> {
            assertThat(a.health().data("links")).contains(b.health().data("serverId"));
            assertThat(b.health().data("links")).contains(a.health().data("serverId"));
        });
    }

    private static void assertComes(BlobRef ref, CuttingHttp http, NodeProcess node) throws Exception {
        Path target = target();
        fetch(ref, target, http, always(node));
        assertThat(Files.size(target)).isEqualTo(SIZE);
        Files.delete(target);
    }

    private static byte[] content(PendingUpload pending) throws Exception {
        Path target = target();
        fetch(pending.blob(), target, new CuttingHttp(), always(b));
        byte[] bytes = Files.readAllBytes(target);
        Files.delete(target);
        return bytes;
    }

    private static PendingUpload prepared() throws Exception {
        byte[] bytes = new byte[SIZE];
        new Random(++files).nextBytes(bytes);
        return new BlobPreparation(CRYPTO, STREAMS, folder.resolve("spool"))
                .prepare(new ByteArrayInputStream(bytes), SizeLimit.NONE, Progress.NONE, new Cancellation());
    }

    private static int bring(PendingUpload pending, CuttingHttp http, BlobServers servers) throws Exception {
        // As a client that has just been started does: with what it has stored.
        return new BlobUpload(STREAMS, http, servers)
                .run(PendingUpload.read(pending.write()), Progress.NONE, new Cancellation());
    }

    private static void fetch(BlobRef ref, Path target, CuttingHttp http, BlobServers servers) throws Exception {
        new BlobDownload(CRYPTO, STREAMS, http, servers, folder.resolve("work"))
                .run(ref, target, Progress.NONE, new Cancellation());
    }

    private static Path target() {
        return folder.resolve("saved" + ++files);
    }

    private static BlobServers always(NodeProcess node) {
        return failed -> access(node);
    }

    /** One node, and if that fails none: the client is as good as gone. */
    private static BlobServers once(NodeProcess node) {
        return failed -> {
            if (failed.isPresent()) {
                throw new TransferException(TransferException.Code.NO_SERVER, "no server");
            }
            return access(node);
        };
    }

    private static BlobServers.Access access(NodeProcess node) {
        try (Stranger session = Stranger.welcomed(node.session(), ANNA)) {
            session.post(ANNA.events().toArray(new Event[0]));
            session.send(new BlobAsk());
            Frame answer = session.next();
            while (answer instanceof Stored) {
                answer = session.next();
            }
            return new BlobServers.Access(node.url(), ((BlobToken) answer).token());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static NodeProcess node(int port, int other) {
        return NodeProcess.with(
                folder.resolve("node" + port),
                port,
                "parley.data=" + data(port),
                "parley.url=" + url(port),
                "parley.peers=" + url(other));
    }

    private static Path data(int port) {
        return folder.resolve("data" + port).toAbsolutePath();
    }

    private static String url(int port) {
        return "ws://127.0.0.1:" + port + "/parley";
    }
}
