package chat.parley.protocol.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL.md, Files: a name is a label, never a path")
class FileLabelTest {
    @ParameterizedTest
    @DisplayName("A50: what is suggested for a name means nothing to a file system or a shell")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "holiday 2026 (1).jpg | holiday 2026 (1).jpg",
                "../x | x",
                "/etc/passwd | etc passwd",
                "C:\\Windows\\x.exe | C Windows x.exe",
                "..\\..\\x | x",
                "NUL | file-NUL",
                "con.txt | file-con.txt",
                "Aux .txt | file-Aux .txt",
                "x. . . | x",
                ".bashrc | bashrc",
                "-rf | rf",
                ";rm -rf ~ | rm -rf",
                "$(id) | (id)",
                "a\u202egpj.exe | a gpj.exe",
                "a\u0000b | a b",
                "`` | file",
                ". | file",
                ".. | file",
                "*?|file",
                "\u00fcbung.pdf | \u00fcbung.pdf"
            })
    void label_ofAnyKind_becomesAPlainName(String label, String name) {
        assertThat(FileLabel.suggestion(label)).isEqualTo(name);
        Path folder = Path.of("/base");
        assertThat(folder.resolve(FileLabel.suggestion(label)).normalize().getParent())
                .isEqualTo(folder);
    }

    @Test
    @DisplayName("A50: a long name is cut and keeps its ending")
    void label_long_isCut() {
        assertThat(FileLabel.suggestion("x".repeat(300) + ".pdf"))
                .hasSize(80)
                .startsWith("xxx")
                .endsWith(".pdf");
        assertThat(FileLabel.suggestion("\ud83d\ude00".repeat(100))).isEqualTo("file");
        assertThat(FileLabel.suggestion("\ud835\udc00".repeat(100)).codePoints())
                .hasSize(40)
                .allMatch(point -> point == 0x1d400);
    }

    @Test
    @DisplayName("A50, A55: a label has 1 to 255 bytes and no control characters")
    void label_thatIsNone_isRefused() {
        assertThat(FileLabel.checked("../x")).isEqualTo("../x");
        for (String each : new String[] {"", "x".repeat(256), "a\nb", "\u001b[2J", "\u009b", "\ud800"}) {
            assertThatThrownBy(() -> FileLabel.checked(each)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
