package io.parley.connector;

import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.CredentialException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Optional;

/** Sends an activity, once: with the bot's token where that may be shown, and without one anywhere else. */
final class AuthorizedConnector {

    private static final int UNAUTHORIZED = 401;

    private final ConnectorApi api;
    private final Optional<CachingTokenSource> tokens;
    private final Clock clock;

    /** @param tokens absent where the bot is anonymous */
    AuthorizedConnector(ConnectorApi api, Optional<CachingTokenSource> tokens, Clock clock) {
        this.api = api;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * The id that the channel gave, if any; fails with a {@link ConnectorException}.
     *
     * @param permission asked last before the request; what it throws prevents it
     */
    Uni<Optional<String>> send(ConnectorOperation operation, ServiceUrl serviceUrl, Runnable permission) {
        return token(serviceUrl).invoke(permission).flatMap(token -> send(operation, serviceUrl, token));
    }

    private Uni<Optional<AccessToken>> token(ServiceUrl serviceUrl) {
        return tokens.filter(source -> serviceUrl.withToken())
                .map(CachingTokenSource::token)
                .map(token -> token.map(Optional::of))
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
            ConnectorOperation operation, ServiceUrl serviceUrl, Optional<AccessToken> token) {
        String authorization = token.map(bearer -> "Bearer " + bearer.value()).orElse(null);
        return api.send(operation.method(), operation.at(serviceUrl.base()), authorization, operation.activity())
                .onFailure()
                .transform(TransportFailure::of)
                .map(response -> ConnectorAnswer.of(response, clock.instant()))
                .invoke(answer -> discardRefused(answer, token))
                .map(ConnectorAnswer::activityId);
    }

    private void discardRefused(ConnectorAnswer answer, Optional<AccessToken> token) {
        if (answer.status() == UNAUTHORIZED) {
            token.ifPresent(refused -> tokens.ifPresent(source -> source.discard(refused)));
        }
    }
}
