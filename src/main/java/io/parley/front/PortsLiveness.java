package io.parley.front;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Has the process restarted where one of its ports answers nobody any more. */
@Liveness
@ApplicationScoped
class PortsLiveness implements AsyncHealthCheck {

    private final SelfCheck ports;

    PortsLiveness(SelfCheck ports) {
        this.ports = ports;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> HealthCheckResponse.named("Ports answer")
                .status(ports.isAlive())
                .build());
    }
}
