package io.parley.turn;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready from the moment this replica is told to stop, so that new activities go elsewhere while its turns end. */
@Readiness
@ApplicationScoped
class TurnReadiness implements HealthCheck {

    private final TurnWorker worker;

    TurnReadiness(TurnWorker worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Takes turns")
                .status(!worker.stopping())
                .build();
    }
}
