package io.parley.mode;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.prometheus.client.exemplars.ExemplarSampler;
import io.quarkus.micrometer.runtime.export.exemplars.OpentelemetryExemplarSamplerProvider;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Provides the tracer, and what adds traces to metrics. While traces are off, neither does anything. The framework's tracer
 * makes spans even then, and each span gives its turn a context of its own.
 */
@Singleton
class Tracing {

    private static final String SCOPE = "io.parley";

    @Produces
    @Singleton
    Tracer tracer(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return (disabled ? OpenTelemetry.noop() : telemetry).getTracer(SCOPE);
    }

    /** Adds the current trace to metrics. The framework's own searches for it at each change of a metric, also without traces. */
    @Produces
    @Alternative
    @Priority(1)
    Optional<ExemplarSampler> exemplars(@ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return disabled ? Optional.empty() : new OpentelemetryExemplarSamplerProvider().exemplarSampler();
    }
}
