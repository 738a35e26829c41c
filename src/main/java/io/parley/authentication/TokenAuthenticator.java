package io.parley.authentication;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Requires a token, and lets the verifier for its issuer verify it. */
final class TokenAuthenticator implements Authenticator {

    private final List<TokenVerifier> verifiers;

    TokenAuthenticator(List<TokenVerifier> verifiers) {
        this.verifiers = List.copyOf(verifiers);
    }

    @Override
    public Uni<Caller> authenticate(List<String> authorizations) {
        return Uni.createFrom()
                .item(authorizations)
                .map(BearerToken::of)
                .map(SignedToken::parse)
                .chain(this::verify)
                .onFailure(failure ->
                        !(failure instanceof TokenRejectedException) && !(failure instanceof KeysUnavailableException))
                .transform(TokenAuthenticator::unreadable)
                .onFailure(TokenRejectedException.class)
                .invoke(rejection -> Log.debugf("A request was rejected: %s", rejection.getMessage()));
    }

    @Override
    public void prepare() {
        verifiers.forEach(verifier -> verifier.keys().prefetch());
    }

    @Override
    public boolean isPrepared() {
        return verifiers.stream().allMatch(verifier -> verifier.keys().wereLoaded());
    }

    /** Logs only the class of the failure: its message may quote the token. */
    private static TokenRejectedException unreadable(Throwable failure) {
        Log.debugf("A token could not be read: %s", failure.getClass().getName());
        return TokenRejectedException.because("The token cannot be read.");
    }

    private Uni<Caller> verify(SignedToken token) {
        return verifiers.stream()
                .filter(verifier -> verifier.isFor(token.unverifiedIssuer()))
                .findFirst()
                .orElseThrow(() -> TokenRejectedException.because("The token's issuer is not trusted."))
                .verify(token);
    }
}
