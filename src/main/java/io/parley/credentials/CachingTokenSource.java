package io.parley.credentials;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the token of another source for as long as it is good, whatever that source is.
 *
 * <p>One fetch is under way at most, however many ask. Ahead of its end a token is renewed in the background while the old
 * one serves; it goes on serving until its end where that fails. A failure is shared by all who ask within a second of it.
 * A caller who goes away does not cancel the fetch that others wait for.
 */
public final class CachingTokenSource implements TokenSource {

    private final TokenSource source;
    private final Clock clock;
    private final AtomicReference<TokenState> state = new AtomicReference<>(new TokenState.Empty());
    private final AtomicReference<Instant> discardedAt = new AtomicReference<>(Instant.EPOCH);

    /** @param clock for ages and ends: one that nobody sets. A token lasts as long from its asking as its source says. */
    public CachingTokenSource(TokenSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Uni<AccessToken> token() {
        return Uni.createFrom().deferred(this::answer);
    }

    /**
     * Drops a token that was refused although it has not ended, so that the next one who asks gets a new one. Does nothing
     * where that token has been replaced meanwhile; nor within half a minute of the last time, for what is wrong with a token
     * that was just renewed is not its age, and each refusal would ask for another.
     */
    public void discard(AccessToken rejected) {
        Instant now = clock.instant();
        if (now.isBefore(Objects.requireNonNull(discardedAt.get()).plus(TokenState.BETWEEN_RENEWALS))) {
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
            throw new CredentialException("The token had ended by the time it was received");
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
                    "No new token could be had: %s. The old one serves until %s.",
                    failure.getMessage(), held.token().expiresAt());
        }
        fetch.promise().completeExceptionally(failure);
    }
}
