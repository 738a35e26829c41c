package io.parley.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.parley.credentials.CachingTokenSource;
import java.util.Optional;

/** Clients of deployments, outside of the application. */
final class Clients {

    private Clients() {}

    /** Of the deployment that these settings name. */
    static ChatClient of(String... settings) {
        return of(Optional.empty(), settings);
    }

    static ChatClient of(Optional<CachingTokenSource> tokens, String... settings) {
        ChatConfig config = ChatConfigs.of(settings);
        return ChatClient.connect(
                config, DeploymentSettings.first(config), tokens, telemetry(new SimpleMeterRegistry()));
    }

    static ChatTelemetry telemetry(MeterRegistry registry) {
        return new ChatTelemetry(registry, OpenTelemetry.noop().getTracer("test"));
    }
}
