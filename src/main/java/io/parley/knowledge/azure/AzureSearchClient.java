package io.parley.knowledge.azure;

import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.http.Backoff;
import io.parley.http.BodyEnd;
import io.parley.http.BodyTooLongException;
import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.parley.http.Pause;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Searches one index, with one retry within the limit of time. Failures are {@link AzureSearchException}s. Searches change nothing, so a
 * search may be made again after any failure.
 */
final class AzureSearchClient {

    private static final Duration CONNECT_TIME = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNAUTHORIZED = 401;
    private static final int TRIES = 2;

    private final AzureIndex index;
    private final Access access;
    private final Duration limit;
    private final Pause pause;
    private final AzureErrors errors;
    private final HttpPeer peer;
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), 0.5, () -> ThreadLocalRandom.current()
                    .nextDouble());

    /**
     * The credential of a search: one of the two.
     *
     * @param key of the service
     * @param tokens of an identity
     */
    record Access(Optional<String> key, Optional<CachingTokenSource> tokens) {

        @Override
        public String toString() {
            return "Access";
        }
    }

    AzureSearchClient(AzureIndex index, Access access, Duration limit, Pause pause) {
        this.index = index;
        this.access = access;
        this.limit = limit;
        this.pause = pause;
        this.errors = new AzureErrors(index, access.key().isPresent());
        this.peer = HttpPeer.named("search", new HttpLimits(CONNECT_TIME, limit, limit, MOST_BYTES));
    }

    /** Searches, on each subscription. */
    Uni<AzureAnswer> search(AzureQuery query) {
        HttpCall call = HttpCall.json(HttpMethod.POST, index.address(), query.body(index, limit))
                .on("/indexes/docs/search");
        return Uni.createFrom()
                .deferred(() -> attempt(new Attempt(call, 1, System.nanoTime() + limit.toNanos())))
                .ifNoItem()
                .after(limit)
                .failWith(errors::tooSlow);
    }

    private Uni<AzureAnswer> attempt(Attempt attempt) {
        return authorized(attempt.call())
                .chain(call -> peer.send(call.call(), attempt.left(), () -> BodyEnd.OF_STREAM)
                        .invoke(answer -> discardRefused(call, answer)))
                .map(this::read)
                .onFailure(failure -> !(failure instanceof AzureSearchException))
                .transform(errors::notReached)
                .onFailure(AzureSearchException.Unavailable.class)
                .recoverWithUni(failure -> again(attempt, (AzureSearchException.Unavailable) failure));
    }

    private Uni<AzureAnswer> again(Attempt attempt, AzureSearchException.Unavailable failure) {
        Duration wait = failure.delay().orElseGet(() -> backoff.pause(attempt.number() - 1));
        return attempt.number() < TRIES && wait.compareTo(attempt.left()) < 0
                ? pause.apply(wait).chain(() -> attempt(attempt.next()))
                : Uni.createFrom().failure(failure);
    }

    private AzureAnswer read(HttpAnswer answer) {
        if (answer.status() != OK && answer.status() != PARTIAL) {
            throw errors.of(answer);
        }
        answer.flaw().ifPresent(flaw -> {
            throw flaw instanceof BodyTooLongException ? errors.tooLong(MOST_BYTES) : errors.notReached(flaw);
        });
        return AzureAnswer.read(AzureJson.read(answer), index);
    }

    private Uni<Authorized> authorized(HttpCall call) {
        return access.tokens()
                .map(source -> source.token()
                        .map(token -> new Authorized(
                                call.with("Authorization", "Bearer " + token.value()), Optional.of(token))))
                .orElseGet(() -> Uni.createFrom()
                        .item(() ->
                                new Authorized(call.with("api-key", access.key().orElse(null)), Optional.empty())));
    }

    private void discardRefused(Authorized call, HttpAnswer answer) {
        if (answer.status() == UNAUTHORIZED) {
            access.tokens().ifPresent(source -> call.token().ifPresent(source::discard));
        }
    }

    /** A call with what it presents. */
    private record Authorized(HttpCall call, Optional<AccessToken> token) {}

    /**
     * One try of a search.
     *
     * @param number from 1
     * @param ends by the clock of {@link System#nanoTime}
     */
    private record Attempt(HttpCall call, int number, long ends) {

        Duration left() {
            return Duration.ofNanos(Math.max(1, ends - System.nanoTime()));
        }

        Attempt next() {
            return new Attempt(call, number + 1, ends);
        }
    }
}
