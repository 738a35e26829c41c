package io.parley.authentication;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Keeps messages away until there are keys to verify their tokens with: they would be answered 503. */
@Readiness
@ApplicationScoped
class SigningKeysReadiness implements AsyncHealthCheck {

    private final Authenticator authenticator;

    SigningKeysReadiness(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** No request comes that would have the keys loaded again, so the probe does. */
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
