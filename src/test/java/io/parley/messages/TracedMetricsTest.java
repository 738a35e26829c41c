package io.parley.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.exemplars.ExemplarSampler;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
@WithTestResource(TracedEnvironment.class)
class TracedMetricsTest {

    @Inject
    Optional<ExemplarSampler> exemplars;

    @Test
    void addsTracesToMetricsWhileTracesAreOn() {
        assertThat(exemplars).isPresent();
    }
}
