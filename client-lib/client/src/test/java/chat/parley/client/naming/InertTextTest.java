package chat.parley.client.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A55: text from others only shows. */
class InertTextTest {
    @Test
    void of_escapeSequence_becomesVisible() {
        assertThat(InertText.of("a\u001b[2Jb\u0007")).isEqualTo("a\u241b[2Jb\u2407");
    }

    @Test
    void of_lineEnds_stayOnOneLine() {
        assertThat(InertText.of("hi\r\n[lobby] bob: yes\nx\u2028y\u2029z\u0085."))
                .isEqualTo("hi\u21b5[lobby] bob: yes\u21b5x\u21b5y\u21b5z\u21b5.");
        assertThat(InertText.of("hi\rbye")).isEqualTo("hi\u240dbye");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x80, 0x9B, 0x9D, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060,
                0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFF9, 0xE000, 0xE0041, 0xE007F, 0x10FFFF, 0xD800, 0xDFFF
            })
    void of_invisibleOrReordering_becomesItsCode(int c) {
        String text = c < 0x10000 ? String.valueOf((char) c) : Character.toString(c);
        assertThat(InertText.of("a" + text + "b")).isEqualTo("a" + String.format("<U+%04X>", c) + "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "Grüße, \u05e9\u05dc\u05d5\u05dd",
                "می‌خواهم",
                "日本語",
                "a\u0301",
                "👩‍👩‍👧‍👦 ❤️ 🇩🇪 👍🏽",
                "<b>&amp;",
                "'; DROP TABLE x; --"
            })
    void of_ordinaryText_isUnchanged(String text) {
        assertThat(InertText.of(text)).isEqualTo(text);
    }

    @Test
    void of_everyCharacter_hasNoControlLeftAndIsStable() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String once = InertText.of(Character.toString(c));
            assertThat(once.chars().noneMatch(Character::isISOControl))
                    .as("U+%04X", c)
                    .isTrue();
            assertThat(InertText.of(once)).as("U+%04X", c).isEqualTo(once);
        }
    }

    @Test
    void of_manyCombiningMarks_areCutOff() {
        String inert = InertText.of("a" + "\u0301".repeat(50) + "b");
        assertThat(inert.chars().filter(c -> c == 0x301).count()).isEqualTo(InertText.MAX_MARKS);
        assertThat(inert).endsWith("<U+0301>b");
    }

    @ParameterizedTest
    @CsvSource({
        "'bob: hi', 'bob<U+003A> hi'",
        "'bob~AbCd', 'bob<U+007E>AbCd'",
        "'a,b', 'a<U+002C>b'",
        "'  a   b ', 'a b'",
        "'', '?'",
        "'   ', '?'"
    })
    void name_separators_cannotBeForged(String name, String shown) {
        assertThat(InertText.name(name)).isEqualTo(shown);
    }

    @Test
    void name_hiddenLetters_becomeVisible() {
        assertThat(InertText.name("bob\u3164")).isEqualTo("bob<U+3164>");
        assertThat(InertText.name("bob\u200d")).isEqualTo("bob<U+200D>");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x180F, 0x200B, 0x2060, 0x2064,
                0x2065, 0x206F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0x1BCA0, 0x1D159, 0x1D173,
                0xE0000, 0xE0020, 0xE0100, 0xE01EF, 0xE0FFF
            })
    @DisplayName("A55: a mark, letter or sign that shows nothing is shown as its code in a name")
    void name_whatShowsNothing_becomesItsCode(int c) {
        assertThat(InertText.name("bob" + Character.toString(c))).isEqualTo("bob" + String.format("<U+%04X>", c));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA0, 0x1680, 0x2000, 0x2007, 0x2009, 0x202F, 0x205F, 0x3000})
    @DisplayName("A55: every space in a name is one plain one, and none is at its ends")
    void name_spaces_areOfOneKind(int c) {
        String space = Character.toString(c);
        assertThat(InertText.name(space + "mary" + space + " " + space + "jane" + space))
                .isEqualTo("mary jane");
    }

    @Test
    void name_long_isCut() {
        assertThat(InertText.name("x".repeat(500))).isEqualTo("x".repeat(InertText.MAX_NAME) + "\u2026");
    }

    @Test
    @DisplayName("A55: a title keeps what a name must not have, but neither its mark nor what shows nothing")
    void title_keepsPunctuation() {
        assertThat(InertText.title(" Trip: huts,  food ")).isEqualTo("Trip: huts, food");
        assertThat(InertText.title("Bruno~AbCd\u200b")).isEqualTo("Bruno<U+007E>AbCd<U+200B>");
    }
}
