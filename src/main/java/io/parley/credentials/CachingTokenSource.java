package io.parley.credentials;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Caches the token of another source while it is valid.
 *
 * <p>At most one fetch runs, for all callers. Before a token expires, it is renewed in the background and stays in use; if
 * the renewal fails, it stays in use until it expires. All callers within a second of a failure get the same failure. A
 * caller's cancellation does not cancel the fetch, because others may wait for it.
 */
public final class CachingTokenSource implements TokenSource {

    private final TokenSource source;
    private final Clock clock;
    private final AtomicReference<TokenState> state = new AtomicReference<>(new TokenState.Empty());
    private final AtomicReference<Instant> discardedAt = new AtomicReference<>(Instant.EPOCH);

    /** @param clock a monotonic clock. A token's lifetime, as its source states it, counts from the request. */
    public CachingTokenSource(TokenSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Uni<AccessToken> token() {
        return Uni.createFrom().deferred(this::answer);
    }

    /**
     * Drops a token that a peer rejected before its expiry, so that the next call fetches a new one. Does nothing if the
     * token was already replaced, or within half a minute of the last drop: a new token does not help then, and each
     * rejection would cause another fetch.
     */
    public void discard(AccessToken rejected) {
        Instant now = clock.instant();
        if (now.isBefore(Objects.requireNonNull(discardedAt.get()).plus(Renewal.SHORTEST_PAUSE))) {
            return;
        }
        TokenState before = Objects.requireNonNull(state.getAndUpdate(current -> current.without(rejected)));
        if (!before.equals(before.without(rejected))) {
            discardedAt.set(now);
        }
    }

    private Uni<AccessToken> answer() {
        Instant now = clock.instant();
        TokenState current = Objects.requireNonNull(state.get());
        if (!current.asksAt(now)) {
            return current.answer(now);
        }
        TokenFetch fetch = new TokenFetch();
        TokenState fetching = current.fetching(fetch, now);
        if (!state.compareAndSet(current, fetching)) {
            return answer();
        }
        Uni<AccessToken> answer = fetching.answer(now);
        start(fetch, now);
        return answer;
    }

    private void start(TokenFetch fetch, Instant now) {
        Uni.createFrom()
                .deferred(source::token)
                .map(token -> token.obtainedAt(now))
                .invoke(this::requireValid)
                .subscribe()
                .with(token -> succeeded(fetch, token), failure -> failed(fetch, failure));
    }

    private void requireValid(AccessToken token) {
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw new CredentialException("The token had already ended when it was received");
        }
    }

    private void succeeded(TokenFetch fetch, AccessToken token) {
        state.set(TokenState.Held.of(token));
        fetch.promise().complete(token);
    }

    private void failed(TokenFetch fetch, Throwable failure) {
        Instant now = clock.instant();
        TokenState after = state.updateAndGet(current -> current.failed(failure, now));
        if (after instanceof TokenState.Held held) {
            Log.warnf(
                    "A token could not be renewed: %s. The old token is used until %s.",
                    failure.getMessage(), held.token().expiresAt());
        }
        fetch.promise().completeExceptionally(failure);
    }
}
