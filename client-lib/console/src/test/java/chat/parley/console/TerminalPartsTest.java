package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientOptions;
import chat.parley.client.RoomRef;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a terminal adds, as far as it can be seen without one. */
class TerminalPartsTest {
    private static final RoomRef.Open LOBBY = RoomRef.open("lobby");

    private final FakeClient client = new FakeClient(
            new FakeClient.Script(false, false, false, 60_000),
            new ClientOptions(Path.of("home"), "alice", List.of("ws://a/parley")),
            event -> {});
    private final RoomFocus focus = new RoomFocus();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void prompt_showsRoomConnectionAndMessagesOnTheWay() {
        Prompt prompt = new Prompt(client, focus, new Palette(false, ZoneOffset.UTC));
        assertThat(prompt.now().toString()).isEqualTo("no room (offline)> ");
        focus.await(LOBBY);
        assertThat(prompt.now().toString()).isEqualTo("lobby (joining, offline)> ");
        client.remember(LOBBY, List.of(client.me()), List.of());
        focus.joined(LOBBY);
        client.say(LOBBY, "hi");
        assertThat(prompt.now().toString()).isEqualTo("lobby (offline, 1 on the way)> ");
    }

    @Test
    void palette_message_hasTimeAndMark() {
        Line line = Line.Said.of(FakeClient.message(1, "lobby", FakeClient.person(2, "bob", false), "hi"), "bob");
        assertThat(new Palette(false, ZoneOffset.UTC).of(line).toAnsi()).isEqualTo("12:00 [lobby] bob: hi");
        assertThat(new Palette(true, ZoneOffset.UTC).of(line).toAnsi()).contains("\u001b[");
    }

    @Test
    void completer_offersCommandsRoomsAndNames() {
        client.remember(LOBBY, List.of(client.me(), FakeClient.person(2, "bob", false)), List.of());
        focus.choose(LOBBY);
        assertThat(complete("/j")).contains("/join", "/who");
        assertThat(complete("/join l")).containsExactly("lobby");
        assertThat(complete("/help ")).contains("join", "quit");
        assertThat(complete("b")).containsExactly("bob:");
        assertThat(complete("dear b")).containsExactly("bob");
        assertThat(complete("/rooms x")).isEmpty();
    }

    private List<String> complete(String text) {
        ParsedLine line = new DefaultParser().parse(text, text.length(), Parser.ParseContext.COMPLETE);
        List<Candidate> found = new ArrayList<>();
        LineReader noReader = null;
        new ChatCompleter(client, focus).complete(noReader, line, found);
        return found.stream().map(Candidate::value).toList();
    }

    @Test
    void focus_whileJoining_textGoesNowhere() {
        focus.choose(RoomRef.open("a"));
        focus.await(LOBBY);
        assertThat(focus.current()).isEmpty();
        focus.joined(RoomRef.open("other"));
        assertThat(focus.current()).isEmpty();
        focus.joined(LOBBY);
        assertThat(focus.current()).contains(LOBBY);
        focus.left(LOBBY);
        assertThat(focus.current()).isEmpty();
    }
}
