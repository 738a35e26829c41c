package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Asks App Service, Functions or Container Apps for a token of a managed identity, each time it is asked; caching is left to
 * others. Asks again up to three times, a second apart, as Microsoft's libraries do.
 */
final class AppServiceTokenSource implements TokenSource {

    private static final Set<Integer> ASKED_AGAIN = Set.of(404, 408, 429, 500, 503, 504);
    private static final int FURTHER_TRIES = 3;

    private final ManagedIdentityApi platform;
    private final String header;
    private final ManagedIdentityRequest request;
    private final Clock clock;
    private final Duration pause;

    /**
     * @param header {@code IDENTITY_HEADER}
     * @param pause between two tries: a second, but in tests
     */
    AppServiceTokenSource(
            ManagedIdentityApi platform, String header, ManagedIdentityRequest request, Clock clock, Duration pause) {
        this.platform = platform;
        this.header = header;
        this.request = request;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Uni<AccessToken> token() {
        return Uni.createFrom()
                .deferred(this::ask)
                .onFailure(failure -> CredentialException.Unavailable.isOneOf(ASKED_AGAIN, failure))
                .retry()
                .withBackOff(pause, pause)
                .withJitter(0)
                .atMost(FURTHER_TRIES);
    }

    private Uni<AccessToken> ask() {
        var askedAt = clock.instant();
        return platform.token(header, request)
                .onFailure()
                .transform(failure -> new CredentialException(
                        "The platform could not be reached at IDENTITY_ENDPOINT for a token", failure))
                .map(ManagedIdentityAnswer::of)
                .map(answer -> answer.token(request.identity(), askedAt));
    }
}
