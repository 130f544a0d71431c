package chat.parley.android.welcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "chat.example.org, wss://chat.example.org/parley",
        "Chat.Example.org:8443, wss://chat.example.org:8443/parley",
        "https://chat.example.org/, wss://chat.example.org/parley",
        "http://chat.example.org/p, ws://chat.example.org/p",
        "192.168.1.4:8081, ws://192.168.1.4:8081/parley",
        "ws://127.0.0.1:8081/parley, ws://127.0.0.1:8081/parley"
    })
    @DisplayName("an address as typed becomes a url; TLS unless it is said otherwise or nearby")
    void typed_becomesUrl(String typed, String url) {
        assertThat(ServerAddress.all(typed)).containsExactly(url);
    }

    @Test
    void several_areSeparatedByBlanksOrCommas() {
        assertThat(ServerAddress.all(" a.org, b.org\nc.org ")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "ftp://a.org", "a b.org:x:y", "me@a.org", "a.org?x=1", "ws:///parley"})
    void noAddress_isRefused(String typed) {
        assertThatThrownBy(() -> ServerAddress.all(typed)).isInstanceOf(IllegalArgumentException.class);
    }
}
