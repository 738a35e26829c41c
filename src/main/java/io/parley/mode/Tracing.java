package io.parley.mode;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Provides the tracer. While traces are off, it makes no spans. The framework's tracer makes them even then, and each span
 * gives its turn a context of its own.
 */
@Singleton
class Tracing {

    private static final String SCOPE = "io.parley";

    @Produces
    @Singleton
    Tracer tracer(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return (disabled ? OpenTelemetry.noop() : telemetry).getTracer(SCOPE);
    }
}
