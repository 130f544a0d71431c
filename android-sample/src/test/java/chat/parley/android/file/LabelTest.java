package chat.parley.android.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.blob.FileLabel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people and other apps say of files. */
class LabelTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"../x", "a\nb", "photo\u202Egpj.exe", "\u0000", "C:\\boot.ini", "", "\t", "\uD800", "x.jpg"})
    @DisplayName("A50: whatever another app calls a file, it is sent under a name that the protocol allows")
    void toSend_isAlwaysALabel(String said) {
        assertThat(FileLabel.checked(Label.toSend(said))).isNotBlank();
    }

    @Test
    @DisplayName("A50: a name that is too long is cut, between characters, and keeps its ending")
    void toSend_tooLong_keepsItsEnding() {
        String name = Label.toSend("\uD83C\uDFD4".repeat(100) + "x.jpeg");
        assertThat(FileLabel.checked(name)).startsWith("\uD83C\uDFD4").endsWith(".jpeg");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(240, 255);
        assertThat(Label.toSend(null)).isEqualTo("file");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png",
        "IMAGE/PNG, image/png",
        "text/plain; charset=utf-8, text/plain",
        "nonsense, application/octet-stream",
        "*/*, application/octet-stream",
        "a/b/c, application/octet-stream"
    })
    @DisplayName("PROTOCOL.md, section 20: a type that is none goes as octet-stream")
    void type_isOneOrUntyped(String said, String sent) {
        assertThat(Label.type(said)).isEqualTo(sent);
        assertThat(Label.type(null)).isEqualTo(Label.UNTYPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo\u202Egpj.exe",
                "photo\u2067gpj.exe",
                "a\u200Bb",
                "a\u2028b",
                "a\u0007b",
                "\u200F.txt",
                "a\uFEFFb",
                "\u061Cx",
                "\u3164",
                "\uDB40\uDC41"
            })
    @DisplayName("A50, A55: in a name that is shown nothing moves or hides other characters")
    void shown_isInert(String name) {
        String shown = Label.shown(name);
        assertThat(shown).contains("\u25A1").doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\u3164].*");
    }

    @Test
    @DisplayName("A50: many spaces do not push the ending out of sight; what is harmless stays")
    void shown_spacesAreSingle() {
        assertThat(Label.shown("photo.jpg \u00A0 \u2003   .exe")).isEqualTo("photo.jpg .exe");
        assertThat(Label.shown("   ")).isEqualTo("\u25A1");
        assertThat(Label.shown("Hütte – Übersicht \uD83C\uDFD4.pdf")).isEqualTo("Hütte – Übersicht \uD83C\uDFD4.pdf");
    }

    @Test
    void ending_isWhatFollowsTheLastDot() {
        assertThat(Label.ending("a.tar.GZ")).isEqualTo("gz");
        assertThat(Label.ending(".bashrc")).isEmpty();
        assertThat(Label.ending("none")).isEmpty();
        assertThat(Label.ending("x." + "y".repeat(40))).isEmpty();
    }
}
