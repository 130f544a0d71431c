package chat.parley.server.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive unless the node could not start: then only a new process helps. */
@Liveness
@ApplicationScoped
public class LivenessCheck implements HealthCheck {
    @Inject
    private NodeStatus status;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("parley-process")
                .status(status.stage() != NodeStatus.Stage.FAILED)
                .build();
    }
}
