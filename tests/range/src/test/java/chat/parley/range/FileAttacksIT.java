package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles.Outgoing;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Stranger;
import chat.parley.nodes.Talker;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.BlobAsk;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.id.EventId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that are called, or are, something else. */
@ExtendWith(TwoNodes.class)
class FileAttacksIT {
    private static final RoomRef.Open ROOM = RoomRef.open("files-under-attack");
    /** Less than the time after which the HTTP server itself ends a request that says nothing: 30 s. */
    private static final Duration ROOM_MADE = Duration.ofSeconds(20);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What names are made of that mean nothing to a file system or a shell. */
    private static final String HARMLESS = "[\\p{L}\\p{N}(][\\p{L}\\p{N} ._()-]*[\\p{L}\\p{N})_-]|[\\p{L}\\p{N}]";

    private static final List<String> NAMES = List.of(
            "../../outside",
            "..",
            "/tmp/outside",
            "C:\\outside.txt",
            "\\\\host\\share\\x",
            "CON",
            "nul.txt",
            "trailing. . ",
            "photo\u202egnp.exe",
            "-rf",
            ";rm -rf ~",
            "$(touch outside)",
            "`touch outside`",
            "a|b>c<d*?\"'&",
            "~",
            ".bashrc",
            "%2e%2e%2foutside",
            "x".repeat(255),
            "linked",
            "there");

    @TempDir
    private Path people;

    @Test
    @DisplayName(
            "A50: whatever a file is called, it is saved in the chosen folder, as a new file, under a harmless name")
    void names_ofAllKinds_stayInTheFolder(Pair pair) throws Exception {
        Path inbox = Files.createDirectories(people.resolve("deep/er/inbox"));
        Path precious = Files.writeString(people.resolve("precious"), "precious");
        Files.createSymbolicLink(inbox.resolve("linked"), precious);
        Files.writeString(inbox.resolve("there"), "was there");
        try (Talker mallory = Talker.in(
                        ROOM, people.resolve("mallory"), "mallory", pair.a().url());
                Talker bob =
                        Talker.in(ROOM, people.resolve("bob"), "bob", pair.b().url())) {
            Eventually.within(SOON, () -> assertThat(mallory.members(ROOM)).contains("bob"));
            for (String bad :
                    List.of("", "nul\u0000", "line\nfeed", "\u001b[2J", "x".repeat(256), "\u00e4".repeat(150))) {
                assertThatThrownBy(() -> mallory.client().files().send(ROOM, file(bad, "x")))
                        .as("a name of %d characters", bad.length())
                        .isInstanceOf(IllegalArgumentException.class);
            }
            for (String name : NAMES) {
                mallory.client().files().send(ROOM, file(name, "content of " + name));
            }
            Eventually.within(SOON, () -> assertThat(offers(bob)).hasSameSizeAs(NAMES));
            for (EventId offer : offers(bob)) {
                bob.client().files().accept(ROOM, offer, inbox);
            }
            Eventually.within(
                    SOON,
                    () -> assertThat(bob.all(ClientEvent.FileSaved.class))
                            .as("failures: %s", bob.all(ClientEvent.FileFailed.class))
                            .hasSameSizeAs(NAMES));
            for (ClientEvent.FileSaved saved : bob.all(ClientEvent.FileSaved.class)) {
                assertThat(saved.file().toAbsolutePath().normalize()).hasParent(inbox.toAbsolutePath());
                assertThat(saved.file()).isRegularFile();
                assertThat(Files.isSymbolicLink(saved.file())).isFalse();
                String name = saved.file().getFileName().toString();
                assertThat(name).matches(HARMLESS);
                assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
                assertThat(name.replaceFirst("\\..*", "")).isNotIn("CON", "con", "NUL", "nul");
            }
        }
        assertThat(precious).hasContent("precious");
        assertThat(inbox.resolve("there")).hasContent("was there");
        try (Stream<Path> all = Files.walk(people)) {
            assertThat(all.filter(file -> file.getFileName().toString().contains("outside")))
                    .allMatch(file -> file.startsWith(inbox));
        }
        try (Stream<Path> all = Files.list(inbox)) {
            assertThat(all).hasSize(NAMES.size() + 2);
        }
    }

    @Test
    @DisplayName("A51: bytes with another hash, in another order, too few or too many are no file, at no node")
    void bytes_thatAreNotTheFile_areThrownAway(Pair pair) throws Exception {
        byte[] right = new byte[10_000];
        for (int i = 0; i < right.length; i++) {
            right[i] = (byte) (i / 1000);
        }
        String id = CRYPTO.hash(Label.BODY, right).toString();
        // No hash of a blob at all: whatever is brought under it is something else.
        byte[] swapped = right.clone();
        System.arraycopy(right, 0, swapped, 5000, 1000);
        String token = token(pair.a());
        for (byte[] wrong : List.of(right, swapped, new byte[1])) {
            assertThat(put(pair.a(), id, token, Optional.empty(), wrong)).isEqualTo("422 HASH_MISMATCH");
        }
        assertThat(put(pair.a(), id, token, Optional.of("bytes 0-999/10000"), new byte[1000]))
                .startsWith("204");
        assertThat(put(pair.a(), id, token, Optional.of("bytes 5000-5999/10000"), new byte[1000]))
                .as("the chunks between are missing")
                .isEqualTo("409 WRONG_OFFSET");
        assertThat(put(pair.a(), id, token, Optional.of("bytes 1000-1999/10000"), new byte[500]))
                .as("fewer bytes than it says")
                .isEqualTo("400 BAD_REQUEST");
        assertThat(put(pair.a(), id, token, Optional.of("bytes 1000-1999/1500"), new byte[1000]))
                .as("more than the whole")
                .isEqualTo("400 BAD_REQUEST");
        for (String range :
                List.of("bytes -1-5/10", "bytes 5-1/10", "bytes 0-9/99999999999999999999", "x", "bytes */-1")) {
            assertThat(put(pair.a(), id, token, Optional.of(range), new byte[10]))
                    .isEqualTo("400 BAD_REQUEST");
        }
        for (NodeProcess node : List.of(pair.a(), pair.b())) {
            assertThat(get(node, id, token(node))).isEqualTo("404 NOT_FOUND");
        }
        // A token is for one node (A20), and none is no token.
        assertThat(get(pair.b(), id, token)).isEqualTo("401 BAD_TOKEN");
        assertThat(get(pair.a(), id, token.substring(1))).isEqualTo("401 BAD_TOKEN");
        for (String path :
                List.of("..%2f..%2fserver.key", "%2e%2e/server.key", "..;/server.key", id + "/../x", "CON")) {
            assertThat(get(pair.a(), path, token))
                    .as(path)
                    .doesNotStartWith("200")
                    .doesNotStartWith("500");
        }
    }

    @Test
    @DisplayName(
            "A54: eight people whose requests fall silent take all places for files; whoever comes gets one of theirs, at once")
    void requests_thatFallSilent_makeRoom(Pair pair) throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                silent.addAll(taken(pair.a(), token(pair.a(), "silent-" + i)));
            }
            byte[] bytes = new byte[1000];
            String id = CRYPTO.hash(Label.BODY, bytes).toString();
            String token = token(pair.a());
            Eventually.within(ROOM_MADE, () -> {
                assertThat(answered(pair.a(), id, token, bytes)).isEqualTo("422 HASH_MISMATCH");
                assertThat(silent).as("cut off").anyMatch(FileAttacksIT::ended);
            });
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    private static String answered(NodeProcess node, String id, String token, byte[] bytes) {
        try {
            return put(node, id, token, Optional.empty(), bytes);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() != 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Four requests that say how much they bring, bring a little, and then nothing. */
    private static List<Socket> taken(NodeProcess node, String token) throws IOException {
        URI url = URI.create(node.url());
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket(url.getHost(), url.getPort());
            String id = CRYPTO.hash(Label.BODY, CRYPTO.random(32)).toString();
            String head = "PUT " + url.getPath() + "/blobs/" + id + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + token + "\r\nContent-Length: 1000000\r\n\r\nlittle";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            sockets.add(socket);
        }
        return sockets;
    }

    private static List<EventId> offers(Talker talker) {
        List<EventId> offers = new ArrayList<>();
        talker.client()
                .files()
                .list(ROOM, 100)
                .forEach(offer -> offers.add(offer.message().id()));
        return offers;
    }

    private static Outgoing file(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Outgoing(name, "text/plain", () -> new ByteArrayInputStream(bytes));
    }

    private static String token(NodeProcess node) throws Exception {
        return token(node, "file-anna");
    }

    private static String token(NodeProcess node, String name) throws Exception {
        TestPerson anna = new TestPerson(name);
        try (Stranger session = Stranger.welcomed(node.session(), anna)) {
            session.post(anna.events().toArray(new Event[0]));
            session.send(new BlobAsk());
            Frame answer = session.next();
            while (!(answer instanceof BlobToken token)) {
                // Receipts, or not known yet.
                if (answer instanceof Problem) {
                    session.send(new BlobAsk());
                }
                answer = session.next();
            }
            return token.token();
        }
    }

    private static String put(NodeProcess node, String id, String token, Optional<String> range, byte[] bytes)
            throws Exception {
        HttpRequest.Builder request = request(node, id, token).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
        range.ifPresent(each -> request.header("Content-Range", each));
        return answer(request);
    }

    private static String get(NodeProcess node, String id, String token) throws Exception {
        return answer(request(node, id, token));
    }

    private static HttpRequest.Builder request(NodeProcess node, String id, String token) {
        return HttpRequest.newBuilder(URI.create(node.url().replace("ws:", "http:") + "/blobs/" + id))
                .header("Authorization", "Bearer " + token);
    }

    /** Status and code. */
    private static String answer(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().replaceFirst(".*\"code\":\"([A-Z_]+)\".*", "$1");
    }
}
