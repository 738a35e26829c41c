package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.MutableClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class SigningKeysReadinessTest {

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger loadings = new AtomicInteger();
    private boolean reachable;

    private final SigningKeys keys =
            new SigningKeys("the Connector", Uni.createFrom().deferred(this::load), Settings.keys(), clock);
    private final SigningKeysReadiness readiness =
            new SigningKeysReadiness(new TokenAuthenticator(List.of(new ConnectorTokens(
                    CallerKind.CONNECTOR, "issuer", keys, new TokenValidator(Set.of("app"), clock), false))));

    @Test
    void isNotReadyBeforeThereAreKeysAndHasThemLoadedByItself() {
        assertThat(status()).isEqualTo(Status.DOWN);
        assertThat(status()).isEqualTo(Status.DOWN);
        assertThat(loadings).as("within the pause after a failure").hasValue(1);

        reachable = true;
        clock.advance(Duration.ofSeconds(3));

        assertThat(status()).isEqualTo(Status.DOWN);
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void staysReadyWhenKeysCannotBeLoadedAgain() {
        reachable = true;
        status();

        reachable = false;
        clock.advance(Duration.ofDays(2));

        assertThat(status()).isEqualTo(Status.UP);
    }

    private Status status() {
        return readiness.call().await().indefinitely().getStatus();
    }

    private Uni<Map<String, SigningKey>> load() {
        loadings.incrementAndGet();
        return reachable
                ? Uni.createFrom().item(Map.of())
                : Uni.createFrom().failure(new OpenIdMetadataException("unreachable"));
    }
}
