package io.parley.credentials;

import io.parley.registration.RegistrationConfig;
import io.parley.time.MonotonicClock;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The bot's own tokens, for whom it presents them to. An incomplete registration stops the start with a
 * {@link io.quarkus.runtime.configuration.ConfigurationException} that names the variable to set.
 */
@Singleton
public class BotCredentials {

    private final Optional<CachingTokenSource> connector;
    private final Map<String, CachingTokenSource> callers;

    @Inject
    BotCredentials(RegistrationConfig registration, CredentialsConfig config, CallersConfig allowed) {
        Optional<Identity> identity = new BotIdentity(registration, config, Clock.systemUTC()).toConnector();
        this.connector = identity.map(bot -> tokens(bot, registration.cloud().connectorResource()));
        this.callers = identity.map(bot -> tokens(bot, allowed.allowedCallers().orElse(Set.of())))
                .orElse(Map.of());
    }

    /** Tokens for the Bot Connector; absent where no application is registered and the bot speaks anonymously. */
    public Optional<CachingTokenSource> connector() {
        return connector;
    }

    /** Tokens for each of the other bots that may call, by the id of its application. */
    public Map<String, CachingTokenSource> callers() {
        return callers;
    }

    private static Map<String, CachingTokenSource> tokens(Identity bot, Set<String> resources) {
        return resources.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), resource -> tokens(bot, resource)));
    }

    private static CachingTokenSource tokens(Identity bot, String resource) {
        return new CachingTokenSource(bot.tokensFor(resource), MonotonicClock.started());
    }

    void checkAtStart(@Observes StartupEvent start) {
        // Being notified makes the bean, and making it checks the registration.
    }
}
