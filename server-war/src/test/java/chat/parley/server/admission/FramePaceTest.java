package chat.parley.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Limits: frames of a client, and of all clients from one address")
class FramePaceTest {
    private long now;
    private final FramePace pace = new FramePace(() -> now, 10, 8 * FramePace.CLIENTS_SHARING);

    private static int admitted(FramePace.Meter meter, int frames) {
        int admitted = 0;
        for (int i = 0; i < frames; i++) {
            admitted += meter.admit() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void admit_oneConnection_burstThenRate() {
        FramePace.Meter meter = pace.of("192.0.2.1");
        assertThat(admitted(meter, 1000)).isEqualTo(140);
        now += 1000;
        assertThat(admitted(meter, 1000)).isEqualTo(10);
    }

    @Test
    @DisplayName("Connections of one address, old and new, share what it may; another address has its own")
    void admit_manyConnections_oneAddress() {
        int admitted = 0;
        for (int i = 0; i < 24; i++) {
            admitted += admitted(pace.of("192.0.2.1"), 1000);
        }
        assertThat(admitted).isEqualTo(8 * 140);
        assertThat(admitted(pace.of("192.0.2.2"), 1000)).isEqualTo(140);
    }
}
