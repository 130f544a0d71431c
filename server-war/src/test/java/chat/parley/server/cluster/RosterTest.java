package chat.parley.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.Keys;
import chat.parley.server.fixture.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links, Hosting: who is there")
class RosterTest {
    private static final long ABSENCE = 600_000;

    private final FakeClock clock = new FakeClock();
    private final SigningKey domain = Keys.CRYPTO.newSigningKey();
    private final ServerIdentity self = TestNode.identity(domain, "ws://self", clock);
    private final ServerIdentity other = TestNode.identity(domain, "ws://other", clock);
    private final Roster roster = new Roster(self, Keys.CRYPTO, clock);

    private List<ServerId> both() {
        return Stream.of(self.id(), other.id()).sorted().toList();
    }

    @Test
    @DisplayName("A server out of the registry and without a link has left for good after the absence, not before")
    void servers_absent_leftForGoodInTime() {
        roster.announced(Map.of("x", other.certificate().write()));
        roster.linked(other.certificate());
        roster.announced(Map.of());
        clock.pass(Duration.ofHours(1));
        assertThat(roster.servers(ABSENCE)).as("linked").isEqualTo(both());
        roster.unlinked(other.id());
        clock.pass(Duration.ofMillis(ABSENCE));
        assertThat(roster.servers(ABSENCE)).isEqualTo(both());
        clock.pass(Duration.ofMillis(1));
        assertThat(roster.servers(ABSENCE)).containsExactly(self.id());
        roster.announced(Map.of("x", other.certificate().write()));
        assertThat(roster.servers(ABSENCE)).as("back").isEqualTo(both());
    }

    @Test
    @DisplayName("Who is linked with a server that the registry does not show is a bridge, when it had the time to")
    void bridges_linkedButNotInTheRegistry_afterAWhile() {
        roster.linked(other.certificate());
        assertThat(roster.bridges(ABSENCE)).isFalse();
        clock.pass(Duration.ofMillis(Roster.SHOWN_MILLIS));
        assertThat(roster.bridges(ABSENCE)).isTrue();
        roster.announced(Map.of("x", other.certificate().write()));
        assertThat(roster.bridges(ABSENCE)).isFalse();
        roster.announced(Map.of());
        clock.pass(Duration.ofMillis(ABSENCE));
        assertThat(roster.bridges(ABSENCE))
                .as("the grid may be away for a while")
                .isFalse();
    }
}
