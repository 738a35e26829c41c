package io.parley.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.parley.credentials.CachingTokenSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Creates clients of deployments without an application. */
final class Clients {

    private Clients() {}

    /** Returns the client of the deployment in these settings. */
    static Asked of(String... settings) {
        return of(Optional.empty(), settings);
    }

    static Asked of(Optional<CachingTokenSource> tokens, String... settings) {
        ChatConfig config = ChatConfigs.of(settings);
        return new Asked(
                ChatClient.connect(
                        config, DeploymentSettings.first(config), tokens, telemetry(new SimpleMeterRegistry())),
                config.timeout());
    }

    static ChatTelemetry telemetry(MeterRegistry registry) {
        return new ChatTelemetry(registry, OpenTelemetry.noop().getTracer("test"));
    }

    /** Returns a client with the time limits of its settings, without limits for other deployments. */
    record Asked(ChatClient client, Duration timeout) {

        Uni<String> answer(Prompt chat, Consumer<String> draft) {
            return reply(chat, draft).map(Reply::text);
        }

        Uni<Reply> reply(Prompt chat, Consumer<String> draft) {
            return client.answer(chat, draft, new Patience(timeout, timeout, Duration.ofMinutes(1)));
        }
    }
}
