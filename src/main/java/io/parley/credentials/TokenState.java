package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** What is known of the token. While a fetch is under way, only its end leaves the state that holds it. */
sealed interface TokenState {

    Duration LONG_LIFETIME = Duration.ofHours(2);
    Duration RENEW_BEFORE_END = Duration.ofMinutes(5);
    Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);
    Duration BETWEEN_FAILURES = Duration.ofSeconds(1);

    /** Whether one who asks now starts a fetch. */
    boolean asksAt(Instant now);

    /** What one who asks now gets, where no fetch is to be started first. */
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

    /** As long as was asked for, where that is longer than we would wait. */
    private static Duration pause(Throwable failure, Duration usual) {
        return failure instanceof CredentialException refused
                ? refused.getWait().filter(time -> time.compareTo(usual) > 0).orElse(usual)
                : usual;
    }

    /** Nobody has asked yet, or the token was discarded. */
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

    /** There is no token to serve, and a fetch under way. */
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

    /** The last fetch failed, and there is no token to serve. */
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

    /** A token to serve. */
    record Held(AccessToken token, Instant renewAt) implements TokenState {

        static Held of(AccessToken token) {
            return new Held(token, renewAt(token));
        }

        // A platform gives the same token again until it has a new one, and each share of what is left is shorter.
        private static Instant renewAt(AccessToken token) {
            Duration lifetime = Duration.between(token.obtainedAt(), token.expiresAt());
            return token.obtainedAt().plus(longer(renewalAge(lifetime), BETWEEN_RENEWALS));
        }

        /**
         * Half of a lifetime of more than two hours, which a managed identity's is: what it may do is then told again each
         * half day. Else four fifths, or five minutes before its end where that is earlier; but not in the first half of a
         * short lifetime, or such a token would be renewed at each call.
         */
        private static Duration renewalAge(Duration lifetime) {
            if (lifetime.compareTo(LONG_LIFETIME) > 0) {
                return lifetime.dividedBy(2);
            }
            Duration fourFifths = lifetime.multipliedBy(4).dividedBy(5);
            Duration beforeEnd = longer(lifetime.minus(RENEW_BEFORE_END), lifetime.dividedBy(2));
            return fourFifths.compareTo(beforeEnd) < 0 ? fourFifths : beforeEnd;
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
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

    /** An old token, which serves until its end, and a fetch under way for the next. */
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
                    ? new Held(token, now.plus(pause(failure, BETWEEN_RENEWALS)))
                    : TokenState.super.failed(failure, now);
        }
    }
}
