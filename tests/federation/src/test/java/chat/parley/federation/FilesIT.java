package chat.parley.federation;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.blob.BlobDownload;
import chat.parley.client.blob.BlobHttp;
import chat.parley.client.blob.BlobPreparation;
import chat.parley.client.blob.BlobServers;
import chat.parley.client.blob.BlobUpload;
import chat.parley.client.blob.Cancellation;
import chat.parley.client.blob.PendingUpload;
import chat.parley.client.blob.Progress;
import chat.parley.client.blob.SizeLimit;
import chat.parley.client.blob.TransferException;
import chat.parley.client.blob.UrlConnectionHttp;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Stored;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Files through two real nodes with 256 MiB of heap each. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilesIT {
    private static final int MIB = 1024 * 1024;

    /** More than the heap of a node. */
    private static final int LARGE_MIB = 300;

    /** More than Payara has threads for requests, unless configured. */
    private static final int GREEDY = 40;

    @TempDir
    private static Path folder;

    private static final TestPerson ANNA = new TestPerson("files-anna");
    private static final List<NodeProcess> NODES = new ArrayList<>();

    @BeforeAll
    static void start() {
        Domain domain = Domain.create(folder.resolve("domain.key"));
        int first = Ports.free();
        int second = Ports.free();
        for (int port : new int[] {first, second}) {
            Path data = folder.resolve("data" + port).toAbsolutePath();
            domain.issue(data, url(port));
            NODES.add(NodeProcess.with(
                    folder.resolve("node" + port),
                    port,
                    "parley.data=" + data,
                    "parley.url=" + url(port),
                    "parley.peers=" + url(port == first ? second : first)));
        }
        NODES.forEach(NodeProcess::ready);
    }

    @AfterAll
    static void stop() {
        NODES.forEach(NodeProcess::close);
    }

    @Test
    @Order(1)
    @DisplayName(
            "A file larger than a node's heap is on two nodes when the client is told so, and comes back from the other")
    void file_largerThanTheHeap_isOnTwoNodes() throws Exception {
        PendingUpload pending = prepared(LARGE_MIB * MIB, 1);
        PendingUpload small = prepared(10, 2);
        Eventually.within(
                Talker.SOON,
                () -> assertThat(bring(small, NODES.get(0))).as("linked").isEqualTo(2));
        assertThat(bring(pending, NODES.get(0))).isEqualTo(2);
        Path target = folder.resolve("large");
        download(NODES.get(1)).run(pending.blob(), target, Progress.NONE, new Cancellation());
        assertThat(digest(Files.newInputStream(target))).isEqualTo(digest(new Noise(LARGE_MIB * MIB, 1)));
        Files.delete(target);
        BlobPreparation.discard(pending);
    }

    @Test
    @Order(2)
    @DisplayName("A54: many connections that bring a file byte by byte keep neither sessions nor health checks waiting")
    void connections_thatHang_keepNobodyOut() throws Exception {
        NodeProcess node = NODES.get(0);
        String token = token(node);
        List<Socket> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < GREEDY; i++) {
                Socket socket = new Socket("127.0.0.1", node.port());
                OutputStream out = socket.getOutputStream();
                out.write(("PUT /parley/blobs/" + prepared(10 + i, i).blob().id() + " HTTP/1.1\r\nHost: x\r\n"
                                + "Authorization: Bearer " + token + "\r\nContent-Length: 1000\r\n\r\nx")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                hanging.add(socket);
            }
            URI health = URI.create("http://127.0.0.1:" + node.port() + "/health/live");
            assertThat(answer("GET", health, "").status).isEqualTo(200);
            assertThat(token(node)).isNotEqualTo(token);
        } finally {
            for (Socket each : hanging) {
                each.close();
            }
        }
        PendingUpload after = prepared(1000, 5);
        Eventually.within(Talker.SOON, () -> assertThat(bring(after, node)).isEqualTo(2));
    }

    @Test
    @Order(3)
    @DisplayName("PROTOCOL.md, Files: refusals come as JSON with their code and status, and the description is served")
    void request_refused_saysWhy() throws Exception {
        NodeProcess node = NODES.get(0);
        URI blob = URI.create(http(node) + "/blobs/" + prepared(10, 77).blob().id());
        Answer unknown = answer("GET", blob, "x");
        assertThat(unknown.status).isEqualTo(401);
        assertThat(unknown.json().getString("code")).isEqualTo("BAD_TOKEN");
        Answer missing = answer("GET", blob, token(node));
        assertThat(missing.status).isEqualTo(404);
        assertThat(missing.json().getString("code")).isEqualTo("NOT_FOUND");
        assertThat(answer("GET", URI.create(http(node) + "/blobs/x"), token(node))
                        .json()
                        .getString("code"))
                .isEqualTo("BAD_REQUEST");
        Answer description = answer("GET", URI.create(http(node) + "/blobs/openapi.json"), "");
        assertThat(description.status).isEqualTo(200);
        assertThat(description.json().getJsonObject("paths")).containsKey("/blobs/{blob}");
    }

    @Test
    @Order(4)
    @DisplayName("I2: a node is killed in the middle of an upload; the client brings the file to the other one")
    void node_killedInTheMiddle_otherTakesOver() throws Exception {
        PendingUpload pending = prepared(30 * MIB, 3);
        NodeProcess first = NODES.get(0);
        NodeProcess second = NODES.get(1);
        int servers = new BlobUpload(
                        STREAMS, new UrlConnectionHttp(), failed -> access(failed.isPresent() ? second : first))
                .run(
                        pending,
                        (done, total) -> {
                            if (done > 10 * MIB && first.isAlive()) {
                                first.kill();
                            }
                        },
                        new Cancellation());
        assertThat(servers).isEqualTo(1);
        Path target = folder.resolve("after");
        download(second).run(pending.blob(), target, Progress.NONE, new Cancellation());
        assertThat(digest(Files.newInputStream(target))).isEqualTo(digest(new Noise(30 * MIB, 3)));
    }

    private static PendingUpload prepared(int size, int seed) throws Exception {
        return new BlobPreparation(CRYPTO, STREAMS, folder.resolve("spool"))
                .prepare(new Noise(size, seed), SizeLimit.NONE, Progress.NONE, new Cancellation());
    }

    private static int bring(PendingUpload pending, NodeProcess node) {
        try {
            return new BlobUpload(STREAMS, new UrlConnectionHttp(), failed -> access(node))
                    .run(pending, Progress.NONE, new Cancellation());
        } catch (TransferException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static BlobDownload download(NodeProcess node) {
        BlobHttp http = new UrlConnectionHttp();
        return new BlobDownload(CRYPTO, STREAMS, http, failed -> access(node), folder.resolve("work"));
    }

    private static BlobServers.Access access(NodeProcess node) {
        try {
            return new BlobServers.Access(node.url(), token(node));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leave to use a node, over a session as any client's. */
    private static String token(NodeProcess node) throws Exception {
        try (Stranger session = Stranger.welcomed(node.session(), ANNA)) {
            session.post(ANNA.events().toArray(new Event[0]));
            assertThat(session.next()).isInstanceOf(Stored.class);
            session.send(new BlobAsk());
            Object answer = session.next();
            while (answer instanceof Stored) {
                answer = session.next();
            }
            return ((BlobToken) answer).token();
        }
    }

    private static String url(int port) {
        return "ws://127.0.0.1:" + port + "/parley";
    }

    private static String http(NodeProcess node) {
        return node.url().replace("ws:", "http:");
    }

    private record Answer(int status, byte[] body) {
        JsonObject json() throws IOException {
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
                return reader.readObject();
            }
        }
    }

    private static Answer answer(String method, URI url, String token) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(10_000);
        connection.setRequestMethod(method);
        if (!token.isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, in.readAllBytes());
        }
    }

    private static byte[] digest(InputStream bytes) throws Exception {
        try (DigestInputStream in = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getMessageDigest().digest();
        }
    }

    /** Bytes that follow from a seed, as many as wanted. */
    private static final class Noise extends InputStream {
        private final Random random;
        private int left;

        Noise(int size, int seed) {
            this.left = size;
            this.random = new Random(seed);
        }

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt() & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            byte[] bytes = new byte[Math.min(length, left)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt();
            }
            System.arraycopy(bytes, 0, to, offset, bytes.length);
            left -= bytes.length;
            return bytes.length;
        }
    }
}
