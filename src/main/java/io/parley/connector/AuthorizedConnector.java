package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.CredentialException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Sends an activity once, with the bot's token to trusted addresses and without a token to others. A reply to another bot
 * carries a token for that bot: with a token for the Connector, it could impersonate this bot.
 */
final class AuthorizedConnector {

    private static final int UNAUTHORIZED = 401;

    private final ConnectorApi api;
    private final Optional<CachingTokenSource> connector;
    private final Map<String, CachingTokenSource> callers;
    private final Clock clock;

    /**
     * @param connector tokens for the Connector; absent without a registration
     * @param callers tokens for each of the other bots that may call, by the id of its application
     */
    AuthorizedConnector(
            ConnectorApi api,
            Optional<CachingTokenSource> connector,
            Map<String, CachingTokenSource> callers,
            Clock clock) {
        this.api = api;
        this.connector = connector;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Returns the id that the channel assigned, if any. Fails with a {@link ConnectorException}.
     *
     * @param permission called just before the request; an exception prevents the request
     */
    Uni<Optional<String>> send(ConnectorOperation operation, ConnectorAddress address, Runnable permission) {
        return Uni.createFrom()
                .item(() -> tokens(operation.activity()).filter(source -> address.withToken()))
                .flatMap(AuthorizedConnector::bearer)
                .invoke(permission)
                .flatMap(bearer -> send(operation, address, bearer));
    }

    /** Returns the tokens for the receiver. */
    private Optional<CachingTokenSource> tokens(Activity activity) {
        Optional<String> caller = activity.callingApplication();
        return caller.isEmpty() ? connector : caller.map(this::tokensFor);
    }

    private CachingTokenSource tokensFor(String caller) {
        CachingTokenSource tokens = callers.get(caller);
        if (tokens == null) {
            throw new ConnectorException.Rejected(
                    "There is no token for the bot that called: its id is not in PARLEY_AUTHENTICATION_ALLOWED_CALLERS",
                    null);
        }
        return tokens;
    }

    private static Uni<Optional<Bearer>> bearer(Optional<CachingTokenSource> tokens) {
        return tokens.map(source -> source.token().map(token -> Optional.of(new Bearer(source, token))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .onFailure(CredentialException.class)
                .transform(AuthorizedConnector::withoutToken);
    }

    private static ConnectorException withoutToken(Throwable failure) {
        String message = "There is no token for the Connector. " + failure.getMessage();
        return failure instanceof CredentialException.Rejected
                ? new ConnectorException.Rejected(message, failure)
                : new ConnectorException.Transient(message, failure);
    }

    private Uni<Optional<String>> send(
            ConnectorOperation operation, ConnectorAddress address, Optional<Bearer> bearer) {
        String authorization = bearer.map(Bearer::authorization).orElse(null);
        return api.send(operation.method(), operation.at(address.base()), authorization, operation.activity())
                .onFailure()
                .transform(TransportFailure::of)
                .map(response -> ConnectorAnswer.of(response, clock.instant()))
                .invoke(answer -> discardRefused(answer, bearer))
                .map(ConnectorAnswer::activityId);
    }

    private static void discardRefused(ConnectorAnswer answer, Optional<Bearer> bearer) {
        if (answer.status() == UNAUTHORIZED) {
            bearer.ifPresent(Bearer::discard);
        }
    }

    /** A token and its source. */
    private record Bearer(CachingTokenSource source, AccessToken token) {

        String authorization() {
            return "Bearer " + token.value();
        }

        void discard() {
            source.discard(token);
        }
    }
}
