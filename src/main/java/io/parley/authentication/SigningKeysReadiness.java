package io.parley.authentication;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until keys are loaded: without keys, each message would get a 503. */
@Readiness
@ApplicationScoped
class SigningKeysReadiness implements AsyncHealthCheck {

    private final Authenticator authenticator;

    SigningKeysReadiness(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Also loads the keys: while the replica is not ready, no request arrives that would load them. */
    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> {
            boolean prepared = authenticator.isPrepared();
            if (!prepared) {
                authenticator.prepare();
            }
            return HealthCheckResponse.named("Signing keys").status(prepared).build();
        });
    }
}
