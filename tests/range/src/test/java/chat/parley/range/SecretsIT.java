package chat.parley.range;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClients;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles.Outgoing;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.nodes.Domain;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.Ports;
import chat.parley.nodes.Secrets;
import chat.parley.nodes.Talker;
import chat.parley.nodes.TcpProxy;
import chat.parley.protocol.id.AccountName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is left at a node that has logged all that can be logged, after a talk, a registration and a file. */
class SecretsIT {
    private static final Path FOLDER = Path.of(System.getProperty("run.dir"), "loud");
    private static final RoomRef.Open ROOM = RoomRef.open("overheard");
    private static final String SAID = "marmalade-behind-the-piano";
    private static final String IN_A_FILE = "quinces-under-the-stairs";
    private static final String PASSWORD = "correct horse battery";
    private static final String NEXT = "staple under water";

    /** All that sees what people send. Everything else would take minutes to start. */
    private static final List<String> LOUD = List.of(
            "chat.parley",
            "org.glassfish.tyrus",
            "org.glassfish.jersey",
            "org.glassfish.grizzly.http",
            "org.apache.catalina",
            "jakarta.enterprise.web",
            "org.eclipse.yasson",
            "org.flywaydb",
            "org.sqlite");

    /** Public: the first half of a sealing key as the client keeps it. */
    private static final int PUBLIC_HALF = 44;

    @Test
    @DisplayName("A60 A63: no password, no word said, nothing of a file, no private key and no token is in a node's"
            + " database, files, or log at the finest level")
    void node_atTheFinestLevel_keepsNoSecret() throws Exception {
        int port = Ports.free();
        String url = "ws://127.0.0.1:" + port + "/parley";
        Path data = FOLDER.resolve("data").toAbsolutePath();
        Domain.create(FOLDER.resolve("domain.key")).issue(data, url);
        Path levels = Files.writeString(
                FOLDER.resolve("logging.properties"),
                "handlers=java.util.logging.ConsoleHandler\njava.util.logging.ConsoleHandler.level=ALL\n.level=INFO\n"
                        + LOUD.stream().map(each -> each + ".level=ALL\n").collect(Collectors.joining()));
        List<String> secrets = new ArrayList<>(List.of(SAID, IN_A_FILE, PASSWORD, NEXT));
        try (NodeProcess node = NodeProcess.with(
                        FOLDER.resolve("node"),
                        port,
                        List.of("--logproperties", levels.toAbsolutePath().toString()),
                        "parley.data=" + data,
                        "parley.url=" + url);
                TcpProxy tap = TcpProxy.between(0, port)) {
            node.ready();
            String through = "ws://127.0.0.1:" + tap.port() + "/parley";
            try (Talker alice = Talker.in(ROOM, FOLDER.resolve("people/alice"), "alice", through);
                    Talker bob = Talker.in(ROOM, FOLDER.resolve("people/bob"), "bob", through)) {
                AccountName name = new AccountName("alice");
                secrets.add(alice.client()
                        .account()
                        .register(name, PASSWORD.toCharArray(), Optional.empty())
                        .get(SOON.toSeconds(), TimeUnit.SECONDS)
                        .show());
                alice.client()
                        .account()
                        .changePassword(PASSWORD.toCharArray(), NEXT.toCharArray())
                        .get(SOON.toSeconds(), TimeUnit.SECONDS);
                Eventually.within(SOON, () -> assertThat(alice.members(ROOM)).contains("bob"));
                alice.say(ROOM, SAID);
                alice.client()
                        .files()
                        .send(
                                ROOM,
                                new Outgoing(
                                        "letter.txt",
                                        "text/plain",
                                        () -> new ByteArrayInputStream(IN_A_FILE.getBytes(StandardCharsets.UTF_8))));
                Eventually.within(
                        SOON,
                        () -> assertThat(bob.client().files().list(ROOM, 10)).hasSize(1));
                Eventually.within(SOON, () -> assertThat(bob.texts(ROOM)).contains(SAID));
                Path inbox = Files.createDirectories(FOLDER.resolve("inbox"));
                bob.client()
                        .files()
                        .accept(
                                ROOM,
                                bob.client()
                                        .files()
                                        .list(ROOM, 10)
                                        .get(0)
                                        .message()
                                        .id(),
                                inbox);
                Eventually.within(
                        SOON,
                        () -> assertThat(bob.all(ClientEvent.FileSaved.class)).hasSize(1));
            }
            for (String person : List.of("alice", "bob")) {
                secrets.addAll(keys(FOLDER.resolve("people").resolve(person)));
            }
            secrets.addAll(serversOwn(data));
            secrets.addAll(tokens(tap.heard()));
        }
        assertThat(secrets).hasSizeGreaterThan(10).doesNotHaveDuplicates();

        // It was loud, and the search finds what is there.
        Path log = FOLDER.resolve("node/log");
        assertThat(Files.readString(log)).contains("FINE");
        assertThat(Secrets.filesWith("overheard", data)).isNotEmpty();
        for (String secret : secrets) {
            assertThat(Secrets.filesWith(secret, FOLDER.resolve("node"), data).stream()
                            .filter(file -> !file.getFileName().toString().endsWith(".key")))
                    .as("files with %s", secret)
                    .isEmpty();
        }
    }

    /** The private keys of a client, as its store has them. */
    private static List<String> keys(Path folder) throws Exception {
        List<String> keys = new ArrayList<>();
        try (ClientStore store = ParleyClients.store(ParleyClients.crypto(), folder, Optional.empty())) {
            for (Row row : store.rows(Table.SETTING)) {
                if (row.key().endsWith("-key")) {
                    keys.add(row.value());
                } else if (row.key().equals("sealing-keys")) {
                    keys.add(row.value().split(",")[0].substring(PUBLIC_HALF));
                }
            }
        }
        assertThat(keys).isNotEmpty();
        return keys;
    }

    /** The seeds of the node's key and the domain's secret, as their files have them. */
    private static List<String> serversOwn(Path data) throws Exception {
        List<String> keys = new ArrayList<>();
        for (String file : List.of("server.key", "accounts.key")) {
            // The second half of a server's key is public.
            keys.add(Files.readString(data.resolve(file)).strip().substring(0, 42));
        }
        return keys;
    }

    private static List<String> tokens(String heard) {
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(heard);
        List<String> tokens = new ArrayList<>();
        while (token.find()) {
            if (!tokens.contains(token.group(1))) {
                tokens.add(token.group(1));
            }
        }
        assertThat(tokens).isNotEmpty();
        return tokens;
    }
}
