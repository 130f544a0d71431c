package chat.parley.server.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready from when clients are let in until the node stops, except while nothing can be stored. */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {
    @Inject
    private NodeStatus status;

    @Override
    public HealthCheckResponse call() {
        Optional<String> failure = status.storeFailure();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("parley")
                .status(status.stage() == NodeStatus.Stage.READY && failure.isEmpty())
                .withData("stage", status.stage().name())
                .withData("store", failure.map(reason -> "failed: " + reason).orElse("ok"));
        status.details().forEach(response::withData);
        return response.build();
    }
}
