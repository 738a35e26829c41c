package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import java.time.Clock;

/** Requests a token of an application from Entra on each call. Others cache the token. */
final class EntraTokenSource implements TokenSource {

    private final EntraApi entra;
    private final Application application;
    private final ClientCredential credential;
    private final String scope;
    private final Clock clock;

    EntraTokenSource(
            EntraApi entra, Application application, ClientCredential credential, String resource, Clock clock) {
        this.entra = entra;
        this.application = application;
        this.credential = credential;
        this.scope = resource + "/.default";
        this.clock = clock;
    }

    @Override
    public Uni<AccessToken> token() {
        return Uni.createFrom().deferred(this::ask);
    }

    private Uni<AccessToken> ask() {
        var askedAt = clock.instant();
        return credential
                .ask(entra, application, scope)
                .onFailure(failure -> !(failure instanceof CredentialException))
                .transform(failure -> new CredentialException("Entra could not be reached for a token", failure))
                .map(response -> EntraAnswer.of(response, clock.instant()))
                .map(answer -> answer.token(askedAt));
    }
}
