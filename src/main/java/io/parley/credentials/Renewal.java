package io.parley.credentials;

import java.time.Duration;
import java.time.Instant;

/** Decides when a token is renewed. */
final class Renewal {

    /** The shortest time between two renewals: a platform returns the same token until it has a new one. */
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);

    private static final Duration LONG_LIFETIME = Duration.ofHours(2);
    private static final Duration BEFORE_END = Duration.ofMinutes(5);

    private Renewal() {}

    /** Returns when to renew a token. */
    static Instant of(AccessToken token) {
        Duration lifetime = Duration.between(token.obtainedAt(), token.expiresAt());
        return token.obtainedAt().plus(longer(age(lifetime), SHORTEST_PAUSE));
    }

    /**
     * Returns half of a lifetime of more than two hours. Managed identities have such lifetimes, and changes of their
     * permissions then take effect after half a day. Otherwise returns four fifths, or five minutes before the expiry if
     * that is earlier, but never less than half: a token with a short lifetime would be renewed at each call.
     */
    private static Duration age(Duration lifetime) {
        if (lifetime.compareTo(LONG_LIFETIME) > 0) {
            return lifetime.dividedBy(2);
        }
        Duration fourFifths = lifetime.multipliedBy(4).dividedBy(5);
        Duration beforeEnd = longer(lifetime.minus(BEFORE_END), lifetime.dividedBy(2));
        return fourFifths.compareTo(beforeEnd) < 0 ? fourFifths : beforeEnd;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
