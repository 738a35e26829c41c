package io.parley.credentials;

import io.smallrye.mutiny.Uni;

/**
 * A managed identity with a federated credential of the application.
 *
 * @param exchange the identity's tokens for {@link io.parley.registration.Cloud#tokenExchangeResource}
 */
record FederatedIdentity(TokenSource exchange) implements ClientAssertion {

    @Override
    public Uni<String> assertion(Application application) {
        return exchange.token().map(AccessToken::value);
    }
}
