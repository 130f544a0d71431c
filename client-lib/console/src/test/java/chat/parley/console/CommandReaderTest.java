package chat.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.RoomRef;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {
    private static final RoomRef.Open LOBBY = RoomRef.open("lobby");

    private final CommandReader reader = new CommandReader();

    @Test
    void read_everyCommand_isUnderstood() {
        assertThat(reader.read("/join #Lobby ")).isEqualTo(new Command.Join(LOBBY));
        assertThat(reader.read("/JOIN   lobby")).isEqualTo(new Command.Join(LOBBY));
        assertThat(reader.read("/msg  /etc is a folder")).isEqualTo(new Command.Say("/etc is a folder"));
        assertThat(reader.read("hello 'you' \\o/")).isEqualTo(new Command.Say("hello 'you' \\o/"));
        assertThat(reader.read("/who")).isEqualTo(new Command.Who(Optional.empty()));
        assertThat(reader.read("/who lobby")).isEqualTo(new Command.Who(Optional.of(LOBBY)));
        assertThat(reader.read("/leave")).isEqualTo(new Command.Leave(Optional.empty()));
        assertThat(reader.read("/leave lobby")).isEqualTo(new Command.Leave(Optional.of(LOBBY)));
        assertThat(reader.read("/switch lobby")).isEqualTo(new Command.Switch(LOBBY));
        assertThat(reader.read("/rooms")).isEqualTo(new Command.Rooms());
        assertThat(reader.read("/history")).isEqualTo(new Command.History(20));
        assertThat(reader.read("/history 7")).isEqualTo(new Command.History(7));
        assertThat(reader.read("/quit")).isEqualTo(new Command.Quit());
        assertThat(reader.read("/help")).isEqualTo(new Command.Help(Optional.empty()));
        assertThat(reader.read("/help join")).isEqualTo(new Command.Help(Optional.of(Verb.JOIN)));
        assertThat(reader.read("/help /join")).isEqualTo(new Command.Help(Optional.of(Verb.JOIN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t"})
    void read_blank_isNothing(String line) {
        assertThat(reader.read(line)).isEqualTo(new Command.Nothing());
    }

    @ParameterizedTest
    @CsvSource({
        "/joi lobby, did you mean /join <room>?",
        "/foo, /help lists the commands",
        "/, /help lists the commands",
        "/join, which room? /join <room>",
        "/switch, which room? /switch <room>",
        "/msg, nothing to say",
        "/history 0, how many? 1 to 256: /history [n]",
        "/history 257, how many?",
        "/history all, how many?",
        "'/join two words', only letters",
        "/join ../x, only letters",
        "/help foo, there is no /foo"
    })
    void read_malformed_saysWhatToType(String line, String why) {
        assertThat(reader.read(line))
                .isInstanceOfSatisfying(
                        Command.Malformed.class,
                        malformed -> assertThat(malformed.why()).contains(why).doesNotContain("\n"));
    }
}
