package chat.parley.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.spi.HealthCheckResponseProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node is ready while it serves people, and says why when it does not")
class ReadinessCheckTest {
    private final NodeStatus status = new NodeStatus();
    private final ReadinessCheck check = new ReadinessCheck(status);

    @BeforeEach
    void answerByOurselves() {
        HealthCheckResponse.setResponseProvider(new Provider());
    }

    @AfterEach
    void asBefore() {
        HealthCheckResponse.setResponseProvider(null);
    }

    @Test
    void call_stages_onlyReadyIsUp() {
        assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        status.now(NodeStatus.Stage.READY);
        status.details(() -> Map.of("certificateUntil", "2030-01-01T00:00:00Z"));
        HealthCheckResponse response = check.call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("certificateUntil", "2030-01-01T00:00:00Z")
                .containsEntry("store", "ok")
                .doesNotContainKey("trouble");
        status.now(NodeStatus.Stage.STOPPING);
        assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    @Test
    @DisplayName("A node that is stuck, or whose certificate has expired, is down, and up again when that is over")
    void call_trouble_isDown() {
        status.now(NodeStatus.Stage.READY);
        status.trouble(() -> Optional.of("the certificate has expired"));
        HealthCheckResponse response = check.call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(response.getData().orElseThrow()).containsEntry("trouble", "the certificate has expired");
        status.trouble(Optional::empty);
        assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        status.storeFailure(() -> Optional.of("disk full"));
        assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    private static final class Provider implements HealthCheckResponseProvider {
        @Override
        public HealthCheckResponseBuilder createResponseBuilder() {
            return new Builder();
        }
    }

    private static final class Builder extends HealthCheckResponseBuilder {
        private final Map<String, Object> data = new TreeMap<>();
        private String name;
        private HealthCheckResponse.Status status;

        @Override
        public HealthCheckResponseBuilder name(String name) {
            this.name = name;
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return status(true);
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return status(false);
        }

        @Override
        public HealthCheckResponseBuilder status(boolean up) {
            status = up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN;
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            return new HealthCheckResponse(name, status, Optional.of(data));
        }
    }
}
