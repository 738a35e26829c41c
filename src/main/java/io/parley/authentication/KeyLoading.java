package io.parley.authentication;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/**
 * One loading of signing keys, or the pause after it.
 *
 * @param end completes when the loading ends
 * @param endedAt lies in the future if the clock was set back since
 * @param dueAt when the next loading may start
 */
record KeyLoading(Uni<Void> end, Instant endedAt, Instant dueAt) {

    static final KeyLoading DUE = new KeyLoading(Uni.createFrom().voidItem(), Instant.MIN, Instant.MIN);

    static KeyLoading underWay(Uni<Void> end) {
        return new KeyLoading(end, Instant.MIN, Instant.MAX);
    }

    static KeyLoading ended(Instant now, Duration pause) {
        return new KeyLoading(Uni.createFrom().voidItem(), now, now.plus(pause));
    }

    boolean isDueAt(Instant now) {
        return !now.isBefore(dueAt) || now.isBefore(endedAt);
    }
}
