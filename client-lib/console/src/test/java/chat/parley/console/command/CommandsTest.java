package chat.parley.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.console.AtWork;
import chat.parley.console.FakeClient;
import chat.parley.protocol.id.DomainId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How lines are understood, whatever the command. */
class CommandsTest {
    private final AtWork work = new AtWork();

    @AfterEach
    void close() {
        work.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t"})
    void blank_isNothing(String line) {
        assertThat(work.type(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/joi lobby, did you mean /join <room>?",
        "/foo, /help lists the commands",
        "/, /help lists the commands",
        "/join, which room? /join <room>",
        "/switch, which room? /switch <room or number>",
        "/msg, nothing to say",
        "/older 0, how many? 1 to 256: /older [n]",
        "/older 257, how many?",
        "/older all, how many?",
        "/older 5 6, is too much",
        "'/join two words', only letters",
        "/join ../x, only letters",
        "/part, did you mean /leave",
        "/exit, did you mean /quit?",
        "/help foo, there is no /foo",
        "/reply x hello, which message? /reply <n> <text>",
        "/reply 99 hello, there is no message 99",
        "/tell, to whom?",
        "/tell bob, nothing to say to bob",
        "/tell zoe hi, nobody here is called zoe",
        "/tell @zoe hi, nobody has the name @zoe",
        "/kick zoe, nobody in the room is called zoe",
        "/role bob king, there is no rank king",
        "/role bob owner, /transfer <name> makes somebody else the owner",
        "/role bob, whom",
        "/create, what is it called?",
        "/create x --history some, --history is all or none",
        "/create --privat, makes no sense",
        "/enter 7, there is no invitation 7",
        "/enter x, there is no invitation x",
        "/device, what?",
        "/device explode, there is nothing called explode",
        "/device revoke 9, you have no device 9",
        "/device revoke 1, /logout ends it",
        "/receipts maybe, on or off?",
        "/register a, 2 to 32",
        "/password, you have no account",
        "/recovery, you have no account",
        "/logout, you have no account",
        "/verify bob 123, all 60 digits",
        "/domain keep, there is nothing called keep",
        "/domain accept it, is too much",
        "/verify alice, nobody here is called alice"
    })
    void malformed_saysWhatToType(String line, String why) {
        assertThat(work.refuses(line)).isTrue();
        assertThat(work.shown()).singleElement().asString().startsWith("* ").contains(why);
        assertThat(work.client.calls()).isEmpty();
    }

    @Test
    @DisplayName("Every command is listed by /help, and /help <command> explains it in a line that is not long")
    void help_knowsEveryCommand() {
        String list = String.join("\n", work.type("/help"));
        for (Command command : work.commands.catalogue().all()) {
            assertThat(list).contains(command.slashed());
            assertThat(work.type("/help " + command.word()).get(0))
                    .isEqualTo("* " + command.usage() + "  " + command.purpose())
                    .hasSizeLessThan(130);
        }
        assertThat(work.type("/help /CREATE")).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"login bob", "recover bob", "register bob code", "password", "recovery", "logout", "passphrase"})
    @DisplayName("A password typed where none belongs is refused, and not shown again")
    void secretTooMuch_isNotShown(String command) {
        assertThat(work.refuses("/" + command + " hunter2")).isTrue();
        assertThat(work.shown())
                .singleElement()
                .asString()
                .contains("too much: /" + command.split(" ")[0])
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("A04: another domain is taken by /domain accept, and by nothing less")
    void domain_accepted_isTheOneThatWasShown() {
        assertThat(work.type("/domain accept")).singleElement().asString().contains("no server of another domain");
        assertThat(work.client.calls()).isEmpty();
        DomainId other = new DomainId(FakeClient.id(7));
        work.client.turnAway(other);
        assertThat(work.type("/domain")).singleElement().asString().contains(other.toString(), "/domain accept");
        assertThat(work.client.calls()).isEmpty();
        work.type("/domain accept");
        assertThat(work.client.calls()).containsExactly("acceptDomain " + other);
    }

    @Test
    void words_areUnique() {
        List<String> words =
                work.commands.catalogue().all().stream().map(Command::word).toList();
        assertThat(words).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z]+"));
    }

    @Test
    @DisplayName("What people say, codes and links are not kept in the file of the history")
    void history_keepsNoTextAndNoCode() {
        Catalogue catalogue = work.commands.catalogue();
        assertThat(catalogue.all().stream().filter(command -> !command.kept()).map(Command::word))
                .containsExactlyInAnyOrder(
                        "msg",
                        "tell",
                        "reply",
                        "edit",
                        "search",
                        "topic",
                        "enter",
                        "device",
                        "send",
                        "register",
                        "login",
                        "recover",
                        "password",
                        "recovery",
                        "passphrase",
                        "logout");
        assertThat(catalogue.keeps("/join lobby")).isTrue();
        assertThat(catalogue.keeps("/MSG secret")).isFalse();
        assertThat(catalogue.keeps("/login bob hunter2")).isFalse();
        assertThat(catalogue.keeps("/send a.jpg -- words")).isFalse();
        assertThat(catalogue.keeps("/msgsecret")).isFalse();
        assertThat(catalogue.keeps("hello")).isFalse();
    }
}
