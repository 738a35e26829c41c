package io.parley.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.parley.http.Pause;
import io.parley.mode.Playground;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the model when the application starts: wrong settings stop the start, not the first chat. */
@Singleton
final class ChatModels {

    private static final Duration SENDING = Duration.ofSeconds(30);

    @Produces
    @Singleton
    ChatModel model(
            ChatConfig config,
            Playground playground,
            @StandIn Instance<ChatModel> standIn,
            MeterRegistry registry,
            ModelTokens credentials,
            Tracer tracer,
            Vertx vertx,
            @ConfigProperty(name = "parley.turns.timeout") Duration turn) {
        ChatTelemetry telemetry = new ChatTelemetry(registry, tracer);
        ChatModel chosen = new ChatModelChoice(
                        playground.mayStandIn() && standIn.isResolvable(),
                        settings -> deployments(settings, turn, credentials, telemetry, vertx),
                        standIn::get)
                .choose(config);
        return new MeasuredChatModel(chosen, registry);
    }

    private static Deployments deployments(
            ChatConfig config, Duration turn, ModelTokens credentials, ChatTelemetry telemetry, Vertx vertx) {
        if (config.timeLimit().compareTo(config.timeout()) <= 0) {
            throw new ConfigurationException(
                    "PARLEY_CHAT_TIME_LIMIT must be longer than PARLEY_CHAT_TIMEOUT: the limit is for"
                            + " all calls of an answer, and the first would use it up.");
        }
        if (config.agent().isPresent() && !config.fallbacks().isEmpty()) {
            throw new ConfigurationException(
                    "PARLEY_CHAT_AGENT takes no fallbacks: a model without the agent's instructions,"
                            + " tools and knowledge cannot stand in for it. Unset PARLEY_CHAT_FALLBACKS_….");
        }
        List<ChatClient> clients = DeploymentSettings.of(config).stream()
                .map(settings -> ChatClient.connect(config, settings, credentials.tokens(), telemetry))
                .toList();
        return new Deployments(
                clients,
                config,
                writing(config, turn),
                telemetry,
                Pause.on(vertx),
                () -> ThreadLocalRandom.current().nextDouble(),
                System::nanoTime);
    }

    /** Returns how long an answer may be written: the time limit of its turn, minus the time to send it. */
    private static Duration writing(ChatConfig config, Duration turn) {
        Duration writing = turn.minus(SENDING);
        return writing.compareTo(config.timeLimit()) > 0 ? writing : config.timeLimit();
    }

    /** The parameter of this method creates the model. */
    void start(@Observes StartupEvent event, ChatModel model) {}
}
