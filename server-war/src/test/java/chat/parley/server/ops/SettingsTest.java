package chat.parley.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void settings_withNothingSet_areTheDefaults() throws Exception {
        Settings settings = read(Map.of());
        assertThat(settings.data()).isAbsolute().hasFileName("parley-data");
        assertThat(settings.url()).isEmpty();
        assertThat(settings.peers()).isEmpty();
        assertThat(settings.namespace()).isEqualTo("parley");
        assertThat(settings.sockets().queueFrames()).isEqualTo(4_096);
        assertThat(settings.sockets().queueBytes()).isEqualTo(8_388_608);
        assertThat(settings.sockets().frameBytes()).isEqualTo(2_097_152);
    }

    @Test
    void peers_separatedByCommas_areAllRead() throws Exception {
        Settings settings = read(Map.of(Settings.PEERS, "wss://a.example/parley/, ws://b.example:8080/parley,"));
        assertThat(settings.peers())
                .containsExactly(URI.create("wss://a.example/parley"), URI.create("ws://b.example:8080/parley"));
    }

    @ParameterizedTest
    @CsvSource({
        "parley.queue.frames,lots",
        "parley.queue.frames,0",
        "parley.queue.bytes,1",
        "parley.frame.max.bytes,4194304",
        "parley.url,http://a.example/parley",
        "parley.url,wss:///parley",
        "parley.peers,not a url",
        "parley.namespace,Two Words",
        "parley.dial.timeout.ms,-1"
    })
    void setting_thatIsWrong_isNamed(String key, String value) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .satisfies(e -> assertThat(e.line())
                        .startsWith("parley: cannot start: " + key + " is \"")
                        .contains("; set "));
    }

    private static Settings read(Map<String, String> values) throws CannotStart {
        return Settings.read(new SettingReader(key -> Optional.ofNullable(values.get(key))));
    }
}
