package chat.parley.client.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.Contacts;
import chat.parley.client.RoomRef;
import chat.parley.client.export.ExportWriter;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.EventId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Exports: what is in one")
class ExportPagesTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final RoomRef.Open OTHER = RoomRef.open("other");

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);

    @BeforeEach
    void bothIn() {
        for (World.Client each : List.of(alice, bob)) {
            each.join(ROOM);
            each.join(OTHER);
        }
        world.run();
    }

    private EventId say(World.Client who, RoomRef room, String text) {
        who.core.say(room, text);
        world.run();
        return who.core.history(room, 1).get(0).id();
    }

    private static List<String> lines(World.Client who) {
        ExportPages pages = who.core.export();
        List<String> lines = new ArrayList<>();
        List<String> page = pages.next();
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(ExportPages.PAGE + 1);
            lines.addAll(page);
            page = pages.next();
        }
        return lines;
    }

    @Test
    void rooms_withTheirMessagesAsTheyAreNow() {
        EventId first = say(alice, ROOM, "helo");
        EventId gone = say(bob, ROOM, "a secret");
        alice.core.talk().edit(ROOM, first, "hello");
        bob.core.talk().delete(ROOM, gone);
        bob.core.talk().reply(ROOM, first, "hi \"there\"");
        bob.core.talk().react(ROOM, first, "+1", true);
        world.run();

        List<String> lines = lines(alice);

        assertThat(lines).hasSize(7);
        assertThat(lines.get(0))
                .startsWith("{\"kind\":\"export\",\"user\":\"" + alice.core.me().user() + "\",\"name\":\"alice\"");
        assertThat(lines.get(1)).startsWith("{\"kind\":\"contact\"").contains("\"name\":\"bob\"");
        assertThat(lines.get(2)).startsWith("{\"kind\":\"room\",\"room\":\"lobby\"");
        assertThat(lines.get(3))
                .contains("\"text\":\"hello\"", "\"edited\":true", "\"deleted\":false", "\"name\":\"alice\"")
                .contains("[{\"reaction\":\"+1\",\"users\":[\"" + bob.core.me().user() + "\"]}]");
        assertThat(lines.get(4)).contains("\"text\":\"\"", "\"deleted\":true", gone.toString());
        assertThat(lines.get(5)).contains("\"text\":\"hi \\\"there\\\"\"", "\"replyTo\":\"" + first + "\"");
        assertThat(lines.get(6)).startsWith("{\"kind\":\"room\",\"room\":\"other\"");
        assertThat(String.join("", lines)).doesNotContain("secret").doesNotContain("helo\"");
    }

    @Test
    @DisplayName("contacts, with what is known of them")
    void contacts_areInIt() {
        Contacts.Contact met =
                new Contacts.Contact(bob.core.me().user(), "bob", Optional.empty(), Contacts.Trust.VERIFIED);
        ExportPages pages = new ExportPages(
                alice.core.me(), world.clock().instant(), List.of(met), List.of(), room -> Optional.empty());
        assertThat(pages.next())
                .hasSize(2)
                .contains("{\"kind\":\"contact\",\"user\":\"" + met.user()
                        + "\",\"name\":\"bob\",\"trust\":\"verified\"}");
        assertThat(pages.next()).isEmpty();
    }

    @Test
    @DisplayName("I9: any number of messages, a page at a time, each once and in order")
    void manyMessages_comeByPages() {
        for (int i = 0; i < 3 * ExportPages.PAGE; i++) {
            alice.core.say(ROOM, "text " + i + ".");
        }
        world.run();
        List<String> texts =
                lines(bob).stream().filter(line -> line.contains("\"message\"")).toList();
        assertThat(texts).hasSize(3 * ExportPages.PAGE);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(texts.get(i)).contains("\"text " + i + ".\"");
        }
    }

    @Test
    @DisplayName("no key is in it: none of the device, of the root, of an epoch or chain; nor in the file")
    void noKeys() throws IOException {
        say(alice, ROOM, "one");
        say(bob, OTHER, "two");
        Set<String> secrets = new TreeSet<>();
        for (Row row : alice.store.rows(Table.SETTING)) {
            if (row.key().endsWith("-key")) {
                secrets.add(row.value());
            } else if (row.key().equals("sealing-keys")) {
                secrets.add(row.value().split(",")[0]);
            }
        }
        assertThat(secrets).hasSize(3);
        for (Table table : List.of(Table.EPOCH, Table.CHAIN)) {
            alice.store.rows(table).forEach(row -> secrets.add(row.value().split(" ")[1]));
        }
        assertThat(secrets).hasSizeGreaterThan(6);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportWriter writer = new ExportWriter(world.crypto, out, "correct horse".toCharArray());
        for (String line : lines(alice)) {
            writer.line(line);
        }
        writer.finish();
        String file = new String(out.toByteArray(), ISO_8859_1);
        String lines = String.join("\n", lines(alice));
        assertThat(lines).contains("\"one\"").contains("\"two\"");
        for (String secret : secrets) {
            String bytes = new String(Base64.getUrlDecoder().decode(secret), ISO_8859_1);
            assertThat(lines).doesNotContain(secret);
            assertThat(new String(lines.getBytes(UTF_8), ISO_8859_1)).doesNotContain(bytes);
            assertThat(file).doesNotContain(secret).doesNotContain(bytes);
        }
    }
}
