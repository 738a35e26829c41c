package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import java.time.Clock;

/** Asks Entra for a token with the application's client secret, each time it is asked; caching is left to others. */
final class ClientSecretTokenSource implements TokenSource {

    private final EntraApi api;
    private final ClientSecret client;
    private final String scope;
    private final Clock clock;

    ClientSecretTokenSource(EntraApi api, ClientSecret client, String resource, Clock clock) {
        this.api = api;
        this.client = client;
        this.scope = resource + "/.default";
        this.clock = clock;
    }

    @Override
    public Uni<AccessToken> token() {
        return Uni.createFrom().deferred(this::ask);
    }

    private Uni<AccessToken> ask() {
        var askedAt = clock.instant();
        return api.token(client.tenant(), "client_credentials", client.clientId(), client.secret(), scope)
                .onFailure()
                .transform(failure -> new CredentialException("Entra could not be reached for a token", failure))
                .map(EntraAnswer::of)
                .map(answer -> answer.token(askedAt));
    }
}
