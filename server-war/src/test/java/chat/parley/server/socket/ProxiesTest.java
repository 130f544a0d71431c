package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A62: where somebody comes from is the socket's word or that of the operator's proxy, never their own")
class ProxiesTest {
    private final Proxies proxies = new Proxies(Set.of(
            Addresses.literal("127.0.0.1").orElseThrow(),
            Addresses.literal("10.0.0.7").orElseThrow()));

    @Test
    @DisplayName("Of what a proxy says the last hop counts; what was written before it may be a lie")
    void origin_behindAProxy_isTheLastHop() {
        assertThat(proxies.origin("127.0.0.1", List.of("1.1.1.1, 203.0.113.9"))).isEqualTo("203.0.113.9");
        assertThat(proxies.origin("127.0.0.1", List.of("1.1.1.1", "203.0.113.9")))
                .isEqualTo("203.0.113.9");
        assertThat(proxies.origin("127.0.0.1", List.of("1.1.1.1, 203.0.113.9, 10.0.0.7")))
                .as("two proxies one behind the other")
                .isEqualTo("203.0.113.9");
    }

    @Test
    void origin_notFromAProxy_isTheSocketsWord() {
        assertThat(proxies.origin("203.0.113.9", List.of("1.1.1.1"))).isEqualTo("203.0.113.9");
        assertThat(Proxies.NONE.origin("127.0.0.1", List.of("1.1.1.1"))).isEqualTo("127.0.0.1");
    }

    @Test
    void origin_nothingToRead_isTheProxy() {
        assertThat(proxies.origin("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
        assertThat(proxies.origin("127.0.0.1", List.of("1.1.1.1, unknown"))).isEqualTo("127.0.0.1");
        assertThat(proxies.origin("127.0.0.1", List.of("1.1.1.1,localhost"))).isEqualTo("127.0.0.1");
        assertThat(proxies.origin("127.0.0.1", List.of(""))).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9:4711,203.0.113.9",
        "[2001:db8::1]:4711,2001:db8:0:0:0:0:0:1",
        "[2001:db8::1],2001:db8:0:0:0:0:0:1",
        "2001:db8::1,2001:db8:0:0:0:0:0:1",
        "::ffff:203.0.113.9,203.0.113.9"
    })
    void origin_hopsAsProxiesWriteThem(String hop, String origin) {
        assertThat(proxies.origin("127.0.0.1", List.of(hop))).isEqualTo(origin);
    }

    @ParameterizedTest
    @DisplayName("Of IPv6 all count as one who can take each other's addresses")
    @CsvSource({
        "203.0.113.9,203.0.113.9",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::,2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::,2001:db8:1:3:0:0:0:0/64",
        "fe80::1%eth0,fe80:0:0:0:0:0:0:0/64",
        "::ffff:203.0.113.9,203.0.113.9",
        "unknown,unknown",
        "chat.example.org,chat.example.org"
    })
    void counted_byNetwork(String address, String counted) {
        assertThat(Addresses.counted(address)).isEqualTo(counted);
    }
}
