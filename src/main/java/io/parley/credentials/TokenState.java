package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** The state of the cached token. While a fetch runs, only the end of the fetch changes the state. */
sealed interface TokenState {

    Duration BETWEEN_FAILURES = Duration.ofSeconds(1);

    /** Whether a call at this time must start a fetch. */
    boolean asksAt(Instant now);

    /** Returns the result of a call at this time, if it does not have to start a fetch. */
    Uni<AccessToken> answer(Instant now);

    default TokenState fetching(TokenFetch fetch, Instant now) {
        return new Fetching(fetch);
    }

    default TokenState without(AccessToken rejected) {
        return this;
    }

    default TokenState failed(Throwable failure, Instant now) {
        return new Failed(failure, now.plus(pause(failure, BETWEEN_FAILURES)));
    }

    /** Returns the pause that the peer requested, if it is longer than the usual pause. */
    private static Duration pause(Throwable failure, Duration usual) {
        return failure instanceof CredentialException refused
                ? refused.getWait().filter(time -> time.compareTo(usual) > 0).orElse(usual)
                : usual;
    }

    /** No call was made yet, or the token was discarded. */
    record Empty() implements TokenState {
        @Override
        public boolean asksAt(Instant now) {
            return true;
        }

        @Override
        public Uni<AccessToken> answer(Instant now) {
            return Uni.createFrom().failure(new IllegalStateException("A fetch must be started first"));
        }
    }

    /** There is no token, and a fetch is running. */
    record Fetching(TokenFetch fetch) implements TokenState {
        @Override
        public boolean asksAt(Instant now) {
            return false;
        }

        @Override
        public Uni<AccessToken> answer(Instant now) {
            return fetch.token();
        }
    }

    /** There is no token, and the last fetch failed. */
    record Failed(Throwable failure, Instant retryAt) implements TokenState {
        @Override
        public boolean asksAt(Instant now) {
            return !now.isBefore(retryAt);
        }

        @Override
        public Uni<AccessToken> answer(Instant now) {
            return Uni.createFrom().failure(failure);
        }
    }

    /** There is a valid token. */
    record Held(AccessToken token, Instant renewAt) implements TokenState {

        static Held of(AccessToken token) {
            return new Held(token, Renewal.of(token));
        }

        @Override
        public boolean asksAt(Instant now) {
            return !now.isBefore(renewAt) || !now.isBefore(token.expiresAt());
        }

        @Override
        public Uni<AccessToken> answer(Instant now) {
            return Uni.createFrom().item(token);
        }

        @Override
        public TokenState fetching(TokenFetch fetch, Instant now) {
            return new Renewing(token, fetch);
        }

        @Override
        public TokenState without(AccessToken rejected) {
            return token.equals(rejected) ? new Empty() : this;
        }
    }

    /** There is a valid token, and a fetch for the next one is running. */
    record Renewing(AccessToken token, TokenFetch fetch) implements TokenState {
        @Override
        public boolean asksAt(Instant now) {
            return false;
        }

        @Override
        public Uni<AccessToken> answer(Instant now) {
            return now.isBefore(token.expiresAt()) ? Uni.createFrom().item(token) : fetch.token();
        }

        @Override
        public TokenState without(AccessToken rejected) {
            return token.equals(rejected) ? new Fetching(fetch) : this;
        }

        @Override
        public TokenState failed(Throwable failure, Instant now) {
            return now.isBefore(token.expiresAt())
                    ? new Held(token, now.plus(pause(failure, Renewal.SHORTEST_PAUSE)))
                    : TokenState.super.failed(failure, now);
        }
    }
}
