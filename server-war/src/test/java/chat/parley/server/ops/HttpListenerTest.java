package chat.parley.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpListenerTest {
    @Test
    void url_ofABoundAddress_keepsIt() throws Exception {
        assertThat(new HttpListener("127.0.0.1", 8080, false).url("/parley")).hasToString("ws://127.0.0.1:8080/parley");
        assertThat(new HttpListener("::1", 8443, true).url("/parley")).hasToString("wss://[::1]:8443/parley");
    }

    @Test
    void url_ofAnyAddress_namesThisMachine() throws Exception {
        assertThat(new HttpListener("0.0.0.0", 8080, false).url("/parley").getHost())
                .isNotEqualTo("0.0.0.0");
    }

    @Test
    void listener_outsidePayara_isUnknown() {
        assertThat(HttpListener.ofPayara()).isEmpty();
    }
}
