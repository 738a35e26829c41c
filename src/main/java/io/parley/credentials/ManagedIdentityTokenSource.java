package io.parley.credentials;

import io.parley.credentials.ManagedIdentityPlatform.Retries;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Requests a token of a managed identity from the platform on each call, with retries. Others cache the token. */
final class ManagedIdentityTokenSource implements TokenSource {

    private final ManagedIdentityPlatform platform;
    private final ManagedIdentityRequest request;
    private final Clock clock;
    private final Duration pause;

    /** @param pause the unit of the pauses between retries: a second, shorter in tests */
    ManagedIdentityTokenSource(
            ManagedIdentityPlatform platform, ManagedIdentityRequest request, Clock clock, Duration pause) {
        this.platform = platform;
        this.request = request;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Uni<AccessToken> token() {
        Uni<AccessToken> token = Uni.createFrom().deferred(this::request);
        for (Retries retries : platform.retries()) {
            token = withRetries(token, retries);
        }
        return token;
    }

    private Uni<AccessToken> request() {
        Instant requestedAt = clock.instant();
        return platform.request(request)
                .onFailure()
                .transform(failure -> new CredentialException(platform.unreachable(request.identity()), failure))
                .map(ManagedIdentityAnswer::of)
                .map(answer -> answer.token(request.identity(), requestedAt));
    }

    private Uni<AccessToken> withRetries(Uni<AccessToken> token, Retries retries) {
        return token.onFailure(retries::concern)
                .retry()
                .withBackOff(pause.multipliedBy(retries.firstPause()), pause.multipliedBy(retries.longestPause()))
                .withJitter(0)
                .atMost(retries.most());
    }
}
