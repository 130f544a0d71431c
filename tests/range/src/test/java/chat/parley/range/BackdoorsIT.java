package chat.parley.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.parley.nodes.Stranger;
import chat.parley.nodes.TextSocket;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways in that nobody has written down. */
@ExtendWith(TwoNodes.class)
class BackdoorsIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Who may ask the surroundings: for the person's home and terminal, and what system this is. */
    private static final List<String> ASK_THE_SURROUNDINGS = List.of(
            "chat/parley/console/Main",
            "chat/parley/console/StandardStreams",
            "chat/parley/console/command/TypedPath",
            "chat/parley/client/ParleyClients",
            "chat/parley/server/ops/SodiumLoader");

    private static final String DATABASE_FILE = "parley.db";
    private static final Pattern KEY = Pattern.compile("parley(\\.[a-z]+)+");

    private static final List<String> SWITCHES = List.of(
            "debug",
            "meta",
            "test",
            "trace",
            "admin",
            "skipVerify",
            "verify",
            "insecure",
            "unsafe",
            "bypass",
            "BACKDOOR");

    @Test
    @DisplayName("A64: in the build nothing but the settings that are written down is asked for: no flag, property or"
            + " variable")
    void build_asksForNothingHidden() throws Exception {
        Map<String, byte[]> classes = new TreeMap<>();
        classes.putAll(ownClasses(Path.of(System.getProperty("war.file"))));
        classes.putAll(ownClasses(Path.of(System.getProperty("console.jar"))));
        assertThat(classes).containsKey("chat/parley/server/ops/Settings").containsKey("chat/parley/console/Main");
        TreeSet<String> asking = new TreeSet<>();
        TreeSet<String> keys = new TreeSet<>();
        classes.forEach((name, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (text.contains("getenv") || text.contains("getProperty")) {
                asking.add(name.replaceFirst("\\$.*", ""));
            }
            Matcher key = KEY.matcher(text);
            while (name.startsWith("chat/parley/server/") && key.find()) {
                keys.add(key.group());
            }
            assertThat(text).as(name).doesNotContain("ProcessBuilder").doesNotContain("javax/script");
        });
        assertThat(asking).isSubsetOf(ASK_THE_SURROUNDINGS);
        String written = Files.readString(ROOT.resolve("config/README.md"));
        keys.remove(DATABASE_FILE);
        keys.removeIf(key -> written.contains(key) || written.contains(key.substring(key.lastIndexOf('.'))));
        assertThat(keys).as("settings that the operator's page does not name").isEmpty();
    }

    @Test
    @DisplayName(
            "A64: neither a query nor a header nor a field that was not asked for turns a check off, for clients or"
                    + " servers")
    void switches_ofAllKinds_changeNothing(Pair pair) throws Exception {
        TestPerson mallory = new TestPerson("switches");
        TestRoom room = new TestRoom("switches");
        Event join = room.join(mallory);
        Event unsigned = room.draft(mallory.device(), EventClass.CONTENT, "message", "{}");
        try (Stranger session = Stranger.welcomed(pair.a().session(), mallory)) {
            List<Event> events = new ArrayList<>(mallory.events());
            events.add(join);
            session.post(events.toArray(Event[]::new));
            assertThat(session.next()).isInstanceOf(Stored.class);
        }
        for (String name : SWITCHES) {
            for (String value : List.of("1", "true", "off", "none")) {
                URI url = URI.create(pair.a().session() + "?" + name + "=" + value);
                String headers = "X-" + name + ": " + value + "\r\nX-Parley-" + name + ": " + value
                        + "\r\nX-Forwarded-For: 127.0.0.1\r\n" + "Authorization: " + value + "\r\nCookie: " + name + "="
                        + value + "\r\n";
                try (RawSocket socket = new RawSocket(url, "127.0.0.1")) {
                    socket.bytes(RawSocket.handshake(url, headers).getBytes(StandardCharsets.US_ASCII));
                    assertThat(socket.head()).startsWith("HTTP/1.1 101");
                    assertThat(socket.next()).contains("\"challenge\"");
                    String hello = Stranger.FRAMES.write(new Hello(
                            mallory.user().toString(), mallory.device().id().toString(), "nonce", "A".repeat(86)));
                    socket.text(with(hello, name, value));
                    assertThat(socket.next()).contains("AUTHENTICATION_FAILED");
                }
                try (Stranger session = Stranger.welcomed(url, mallory)) {
                    String post = Stranger.FRAMES
                            .write(new Post(FrameCodec.texts(List.of(unsigned))))
                            .replace(unsigned.signature().toString(), "A".repeat(86));
                    session.socket().send(with(post, name, value));
                    Frame answer = session.next();
                    assertThat(answer).isInstanceOf(Refused.class);
                    assertThat(((Refused) answer).code()).isEqualTo("BAD_SIGNATURE");
                }
                try (TextSocket socket = TextSocket.open(URI.create(pair.a().url() + "/link?" + name + "=" + value))) {
                    assertThat(socket.next()).contains("\"challenge\"");
                    socket.send("{\"type\":\"introduce\",\"certificate\":\"\",\"nonce\":\"\",\"signature\":\"\",\""
                            + name + "\":\"" + value + "\"}");
                    assertThat(((Problem) Stranger.FRAMES.read(socket.next())).code())
                            .isEqualTo("BAD_CERTIFICATE");
                }
            }
        }
        try (Witness witness = Witness.of(pair.a(), room.id())) {
            witness.sees(join);
            assertThat(witness.seen()).doesNotContain(unsigned.id());
        }
    }

    @Test
    @DisplayName(
            "A64: under the node's path there is nothing but what is written down; no way to ask another one for it")
    void paths_thatAreNotWrittenDown_areNotThere(Pair pair) throws Exception {
        String base = pair.a().url().replace("ws:", "http:");
        for (String path : List.of(
                "/",
                "/debug",
                "/cmd",
                "/admin",
                "/shell",
                "/exec",
                "/metrics",
                "/health",
                "/config",
                "/keys",
                "/users",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/classes/chat/parley/server/Node.class",
                "/blobs",
                "/blobs/",
                "/blobs/application.wadl",
                "/session",
                "/link")) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
                HttpURLConnection connection =
                        (HttpURLConnection) URI.create(base + path).toURL().openConnection();
                connection.setRequestMethod(method);
                connection.setReadTimeout(10_000);
                int status = connection.getResponseCode();
                if (method.equals("OPTIONS")) {
                    // Says which methods there are: of itself no way in.
                    continue;
                }
                assertThat(status).as("%s %s", method, path).isIn(400, 401, 403, 404, 405, 426, 501);
            }
        }
    }

    @Test
    @DisplayName("A65: no key, keystore or database is in the repository")
    void repository_holdsNoSecrets() throws Exception {
        List<String> files = tracked();
        assumeThat(files).as("a checkout of git").isNotEmpty();
        assertThat(files)
                .contains("pom.xml")
                .noneMatch(file -> file.matches(
                        "(?i).*\\.(key|pem|p12|pfx|jks|keystore|kdbx|der|ppk|db|db-wal|db-shm|sqlite3?|mv\\.db)"))
                .noneMatch(file ->
                        file.matches("(?i)(.*/)?(id_rsa|id_ed25519|\\.env|\\.netrc|credentials|server\\.cert)"));
        Pattern secret = Pattern.compile(
                "-----BEGIN [A-Z ]*PRIVATE KEY-----\\s|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[0-9]");
        for (String file : files) {
            Path path = ROOT.resolve(file);
            if (Files.isRegularFile(path)) {
                byte[] bytes = Files.readAllBytes(path);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                assertThat(text).as(file).doesNotContainPattern(secret);
                assertThat(text).as(file).doesNotStartWith("SQLite format 3");
            }
        }
    }

    /** What git knows of; nothing if this is no checkout. */
    private static List<String> tracked() throws Exception {
        try {
            Process git = new ProcessBuilder("git", "ls-files")
                    .directory(ROOT.toFile())
                    .redirectErrorStream(false)
                    .start();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? out.lines().toList() : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String with(String frame, String name, String value) {
        return "{\"" + name + "\":\"" + value + "\",\"meta\":{\"" + name + "\":\"" + value + "\"},"
                + frame.substring(1);
    }

    /** The classes of this project in an archive and in the archives within it. */
    private static Map<String, byte[]> ownClasses(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return ownClasses(in);
        }
    }

    private static Map<String, byte[]> ownClasses(InputStream archive) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName().replaceFirst("^WEB-INF/classes/", "");
            if (name.startsWith("chat/parley/") && name.endsWith(".class")) {
                classes.put(name.substring(0, name.length() - ".class".length()), zip.readAllBytes());
            } else if (name.startsWith("WEB-INF/lib/parley-")) {
                classes.putAll(ownClasses(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        return classes;
    }
}
