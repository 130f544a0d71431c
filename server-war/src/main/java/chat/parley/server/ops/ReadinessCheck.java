package chat.parley.server.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready from when clients are let in until the node stops, except while nothing can be stored, or nobody is served as the
 * node is stuck or its certificate has expired.
 */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {
    private NodeStatus status;

    /** For Payara's proxies. */
    public ReadinessCheck() {}

    @Inject
    ReadinessCheck(NodeStatus status) {
        this.status = status;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> failure = status.storeFailure();
        Optional<String> trouble = status.trouble();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("parley")
                .status(status.stage() == NodeStatus.Stage.READY && failure.isEmpty() && trouble.isEmpty())
                .withData("stage", status.stage().name())
                .withData("store", failure.map(reason -> "failed: " + reason).orElse("ok"));
        trouble.ifPresent(reason -> response.withData("trouble", reason));
        status.details().forEach(response::withData);
        return response.build();
    }
}
