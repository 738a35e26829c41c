package io.parley.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.prometheus.client.exemplars.ExemplarSampler;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
@WithTestResource(ParleyEnvironment.class)
class WithoutTracesTest {

    @Inject
    Tracer tracer;

    @Inject
    Optional<ExemplarSampler> exemplars;

    /** A span gives its turn a context of its own. */
    @Test
    void makesNoSpansWhileTracesAreOff() {
        assertThat(tracer.spanBuilder("turn").startSpan().getSpanContext().isValid())
                .isFalse();
    }

    @Test
    void looksForNoTraceAtChangesOfMetricsWhileTracesAreOff() {
        assertThat(exemplars).isEmpty();
    }
}
