package io.parley.connector;

import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.Identities;
import io.parley.credentials.Identity;
import io.parley.registration.RegistrationConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bot's tokens for the Bot Connector and for other bots. An incomplete registration stops the start. */
@Singleton
class BotTokens {

    private final Optional<CachingTokenSource> connector;
    private final Map<String, CachingTokenSource> callers;

    @Inject
    BotTokens(Identities identities, RegistrationConfig registration, CallersConfig config) {
        this(
                identities.ofBot(),
                registration.cloud().connectorResource(),
                config.allowedCallers().orElse(Set.of()));
    }

    BotTokens(Optional<Identity> bot, String connectorResource, Set<String> allowedCallers) {
        this.connector = bot.map(identity -> identity.tokensFor(connectorResource));
        this.callers = bot.map(identity -> tokens(identity, allowedCallers)).orElse(Map.of());
    }

    /** Returns the tokens for the Bot Connector; empty without a registered application: the bot then sends no tokens. */
    Optional<CachingTokenSource> connector() {
        return connector;
    }

    /** Returns the tokens for each of the other bots that may call, by the id of its application. */
    Map<String, CachingTokenSource> callers() {
        return callers;
    }

    private static Map<String, CachingTokenSource> tokens(Identity bot, Set<String> resources) {
        return resources.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), bot::tokensFor));
    }

    void checkAtStart(@Observes StartupEvent start) {
        // The event creates the bean, and its creation checks the registration.
    }
}
