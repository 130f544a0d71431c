package chat.parley.console.chat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientOptions;
import chat.parley.client.RoomRef;
import chat.parley.console.AtWork;
import chat.parley.console.FakeClient;
import chat.parley.console.screen.Palette;
import chat.parley.console.screen.PipeScreen;
import chat.parley.console.screen.Theme;
import chat.parley.console.session.Arrivals;
import chat.parley.console.session.Patience;
import chat.parley.console.session.Session;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a terminal adds, as far as it can be seen without one. */
class TerminalPartsTest {
    private static final RoomRef.Open LOBBY = AtWork.LOBBY;

    private final FakeClient offline = new FakeClient(
            new FakeClient.Script(false, false, false, 600_000),
            new ClientOptions(Path.of("home"), "alice", List.of("ws://a/parley")),
            event -> {});
    private final Session session = new Session(
            offline, new PipeScreen(OutputStream.nullOutputStream()), true, new Patience(Duration.ofSeconds(1)));
    private final AtWork work = new AtWork();

    @AfterEach
    void close() {
        offline.close();
        work.close();
    }

    @Test
    void prompt_showsRoomConnectionAndMessagesOnTheWay() {
        Prompt prompt = new Prompt(session, new Palette(Theme.NONE, Clock.systemUTC()));
        assertThat(prompt.now().toString()).isEqualTo("no room (offline)> ");
        session.focus().await(LOBBY);
        assertThat(prompt.now().toString()).isEqualTo("lobby (joining, offline)> ");
        offline.remember(LOBBY, List.of(offline.me()), List.of());
        session.focus().joined(LOBBY);
        offline.say(LOBBY, "hi");
        assertThat(prompt.now().toString()).isEqualTo("lobby (offline, 1 on the way)> ");
    }

    @Test
    @DisplayName("The prompt counts what waits in other rooms, until the person goes there")
    void prompt_countsUnread() {
        Prompt prompt = new Prompt(session, new Palette(Theme.NONE, Clock.systemUTC()));
        RoomRef.Open garden = RoomRef.open("garden");
        offline.remember(LOBBY, List.of(offline.me(), AtWork.BOB), List.of());
        offline.remember(garden, List.of(offline.me(), AtWork.BOB), List.of());
        session.focus().choose(LOBBY);
        Arrivals arrivals = new Arrivals(session);
        arrivals.on(FakeClient.message(1, "garden", AtWork.BOB, "x"));
        arrivals.on(FakeClient.message(2, "garden", AtWork.BOB, "y"));
        arrivals.on(FakeClient.message(3, "lobby", AtWork.BOB, "z"));
        assertThat(prompt.now().toString()).isEqualTo("lobby (offline) [garden 2]> ");
        assertThat(offline.calls()).containsExactly("read lobby");
        session.enter(garden);
        assertThat(prompt.now().toString()).isEqualTo("garden (offline)> ");
        assertThat(offline.calls()).containsExactly("read lobby", "read garden");
    }

    @Test
    @DisplayName(
            "The other end of the line says who types in the room that the person talks in, and nothing is printed")
    void prompt_saysWhoTypes() {
        Prompt prompt = new Prompt(session, new Palette(Theme.NONE, Clock.systemUTC()));
        RoomRef.Open garden = RoomRef.open("garden");
        offline.remember(LOBBY, List.of(offline.me(), AtWork.BOB), List.of());
        session.focus().choose(LOBBY);
        Arrivals arrivals = new Arrivals(session);
        arrivals.on(new ClientEvent.Typing(garden, AtWork.BOB, true));
        assertThat(prompt.beside().toString()).isEmpty();
        arrivals.on(new ClientEvent.Typing(LOBBY, AtWork.BOB, true));
        assertThat(prompt.beside().toString()).isEqualTo("bob is typing");
        assertThat(prompt.now().toString()).as("the line stays where it is").isEqualTo("lobby (offline)> ");
        arrivals.on(new ClientEvent.Typing(LOBBY, FakeClient.person(7, "mia\u001b[31m", false), true));
        assertThat(prompt.beside().toString()).isEqualTo("bob and mia\u241b[31m are typing");
        arrivals.on(new ClientEvent.Typing(LOBBY, FakeClient.person(8, "nils", false), true));
        assertThat(prompt.beside().toString()).isEqualTo("3 people are typing");
        for (int id : new int[] {7, 8}) {
            arrivals.on(new ClientEvent.Typing(LOBBY, FakeClient.person(id, "x", false), false));
        }
        arrivals.on(new ClientEvent.Typing(LOBBY, AtWork.BOB, false));
        assertThat(prompt.beside().toString()).isEmpty();
    }

    @Test
    @DisplayName(
            "The client hears of typing once a second while talk is typed, and when that ends unsaid; never of commands")
    void typingKeys_areBounded() {
        long[] now = {0};
        TypingKeys keys = new TypingKeys(session, () -> now[0]);
        keys.pressed("nowhere");
        offline.remember(LOBBY, List.of(offline.me(), AtWork.BOB), List.of());
        session.focus().choose(LOBBY);
        keys.pressed("/");
        keys.pressed("/tell bob secret");
        keys.pressed("  ");
        assertThat(offline.calls()).isEmpty();
        for (int i = 0; i < 50; i++) {
            keys.pressed("hello" + i);
        }
        assertThat(offline.calls()).containsExactly("typing lobby true");
        now[0] += TypingKeys.PAUSE_NANOS;
        keys.pressed("hello");
        keys.pressed("");
        keys.pressed("");
        assertThat(offline.calls()).containsExactly("typing lobby true", "typing lobby true", "typing lobby false");
        keys.pressed("again");
        keys.ended(true);
        keys.ended(false);
        assertThat(offline.calls()).hasSize(4);
        keys.pressed("half");
        keys.ended(false);
        assertThat(offline.calls()).hasSize(6).last().isEqualTo("typing lobby false");
        keys.pressed("half a line");
        session.focus().choose(RoomRef.open("garden"));
        keys.pressed("half a line more");
        assertThat(offline.calls())
                .hasSize(9)
                .endsWith("typing lobby true", "typing lobby false", "typing garden true");
    }

    @Test
    void completer_offersCommandsArgumentsAndNames() {
        assertThat(complete("/j")).contains("/join", "/who");
        assertThat(complete("/join l")).containsExactly("lobby");
        assertThat(complete("/help ")).contains("join", "quit");
        assertThat(complete("b")).containsExactly("bob:");
        assertThat(complete("dear b")).containsExactly("bob");
        assertThat(complete("/kick ")).containsExactly("bob", "carol", "@carol");
        assertThat(complete("/role bob ")).containsExactly("guest", "member", "admin");
        assertThat(complete("/device ")).containsExactly("name", "revoke", "add", "use", "renew");
        assertThat(complete("/rooms x")).isEmpty();
    }

    private List<String> complete(String text) {
        ParsedLine line = new DefaultParser().parse(text, text.length(), Parser.ParseContext.COMPLETE);
        List<Candidate> found = new ArrayList<>();
        LineReader noReader = null;
        new ChatCompleter(work.session, work.commands.catalogue()).complete(noReader, line, found);
        return found.stream().map(Candidate::value).toList();
    }
}
