package io.parley.front;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Not alive when a port no longer answers: the platform then restarts the process. */
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
