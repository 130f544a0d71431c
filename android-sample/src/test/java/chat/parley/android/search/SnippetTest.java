package chat.parley.android.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnippetTest {
    @Test
    @DisplayName("all words are found, in any case of letters, as often as they are there")
    void words_areMarked() {
        assertThat(marked(Snippet.of("The Stove, and again the stove: bring GAS", "stove gas")))
                .isEqualTo("The [Stove], and again the [stove]: bring [GAS]");
        assertThat(marked(Snippet.of("nothing", "stove"))).isEqualTo("nothing");
        assertThat(marked(Snippet.of("nothing", " "))).isEqualTo("nothing");
    }

    @Test
    @DisplayName("a long text is cut around its first hit, and never within a character")
    void longText_isCut() {
        String said = "\uD83C\uDF89".repeat(100) + " the stove " + "\uD83C\uDF89".repeat(200);
        Snippet cut = Snippet.of(said, "stove");
        assertThat(cut.text()).contains("the stove").startsWith("\u2026").endsWith("\u2026");
        assertThat(cut.text().length()).isLessThanOrEqualTo(Snippet.MAX + 3);
        assertThat(cut.text().indexOf("stove")).isLessThanOrEqualTo(Snippet.BEFORE + 1);
        assertThat(cut.text().codePoints().filter(each -> each < 0x10000 && Character.isSurrogate((char) each)))
                .isEmpty();
        assertThat(marked(cut)).contains("[stove]");
    }

    @Test
    @DisplayName("A55: what is found cannot fake lines or turn the text around")
    void text_isPlain() {
        assertThat(Snippet.of("a\n\u202Eb stove", "stove").text()).isEqualTo("a \u25A1b stove");
    }

    @Test
    @DisplayName("a text whose small letters are more than its large ones does not break the marks")
    void strangeLetters_areShown() {
        Snippet found = Snippet.of("\u0130stanbul stove", "stove");
        assertThat(marked(found)).contains("[stove]");
    }

    private static String marked(Snippet snippet) {
        StringBuilder text = new StringBuilder(snippet.text());
        for (Snippet.Hit each :
                snippet.hits().stream().sorted((a, b) -> b.from() - a.from()).collect(Collectors.toList())) {
            text.insert(each.to(), "]").insert(each.from(), "[");
        }
        return text.toString();
    }
}
