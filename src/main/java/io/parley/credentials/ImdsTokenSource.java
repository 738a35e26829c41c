package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Asks a virtual machine's metadata service for a token of a managed identity, each time it is asked; caching is left to
 * others. Asks again as Microsoft's libraries do: up to three times with pauses of 1, 2 and 4 seconds, and up to seven times
 * with pauses of ten seconds while the service is being upgraded.
 */
final class ImdsTokenSource implements TokenSource {

    private static final Set<Integer> ASKED_AGAIN = Set.of(404, 408, 429, 500, 502, 503, 504);
    private static final int FURTHER_TRIES = 3;
    private static final Set<Integer> BEING_UPGRADED = Set.of(410);
    private static final int FURTHER_TRIES_IN_UPGRADE = 7;

    private final ImdsApi machine;
    private final ManagedIdentityRequest request;
    private final Clock clock;
    private final Duration pause;

    /** @param pause the first between two tries: a second, but in tests */
    ImdsTokenSource(ImdsApi machine, ManagedIdentityRequest request, Clock clock, Duration pause) {
        this.machine = machine;
        this.request = request;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Uni<AccessToken> token() {
        return Uni.createFrom()
                .deferred(this::ask)
                .onFailure(failure -> CredentialException.Unavailable.isOneOf(BEING_UPGRADED, failure))
                .retry()
                .withBackOff(pause.multipliedBy(10), pause.multipliedBy(10))
                .withJitter(0)
                .atMost(FURTHER_TRIES_IN_UPGRADE)
                .onFailure(failure -> CredentialException.Unavailable.isOneOf(ASKED_AGAIN, failure))
                .retry()
                .withBackOff(pause, pause.multipliedBy(4))
                .withJitter(0)
                .atMost(FURTHER_TRIES);
    }

    private Uni<AccessToken> ask() {
        var askedAt = clock.instant();
        return machine.token(request)
                .onFailure()
                .transform(failure -> new CredentialException(
                        "There is no metadata service to ask for a token of " + request.identity()
                                + ". Only virtual machines of Azure's have it; App Service and Container Apps set"
                                + " IDENTITY_ENDPOINT and IDENTITY_HEADER once an identity is assigned",
                        failure))
                .map(ManagedIdentityAnswer::of)
                .map(answer -> answer.token(request.identity(), askedAt));
    }
}
