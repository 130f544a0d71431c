package chat.parley.android.app;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkStateTest {
    private static final String ONE = "ws://10.0.0.1:8081/parley";
    private static final String TWO = "wss://two.example.org/parley";

    private final LinkState link = new LinkState();

    @Test
    @DisplayName("one moves from where one was, not from servers that were tried in between; coming back is no move")
    void moves() {
        assertThat(link.host()).isEmpty();
        link.happened(new ClientEvent.Connected(ONE, false));
        assertThat(link.host()).contains("10.0.0.1:8081");
        assertThat(link.movedFrom()).isEmpty();
        link.happened(new ClientEvent.Disconnected(ONE, "silent"));
        link.happened(new ClientEvent.Disconnected("ws://10.0.0.9:1/parley", "does not answer"));
        assertThat(link.host()).isEmpty();
        link.happened(new ClientEvent.Connected(TWO, true));
        assertThat(link.host()).contains("two.example.org");
        assertThat(link.movedFrom()).contains("10.0.0.1:8081");
        link.happened(new ClientEvent.Disconnected(TWO, "silent"));
        link.happened(new ClientEvent.Connected(TWO, true));
        assertThat(link.movedFrom()).isEmpty();
    }

    @Test
    @DisplayName("A55: others' text cannot turn around or fake what stands beside it")
    void text_ofOthers_isPlain() {
        assertThat(PlainText.line("a\u202Eb\nc\u0007  d")).isEqualTo("a\u25A1b c\u25A1 d");
        assertThat(PlainText.line("a\u200E\u061Cb\u2028c\u00A0 d")).isEqualTo("ab\u25A1c d");
        assertThat(PlainText.of("two\nlines \u2067x")).isEqualTo("two\nlines \u25A1x");
        assertThat(PlainText.of("e" + "\u0301".repeat(50)))
                .as("marks do not run over other lines")
                .isEqualTo("e" + "\u0301".repeat(6) + "\u25A1");
        assertThat(PlainText.of("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \uD83D\uDC69\u200D\uD83D\uDE80"))
                .as("what languages and faces need stays")
                .isEqualTo("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \uD83D\uDC69\u200D\uD83D\uDE80");
    }
}
