package io.parley.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.MutableClock;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachingTokenSourceTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MutableClock clock = new MutableClock();
    private final FakeTokenSource source = new FakeTokenSource(clock);
    private final CachingTokenSource tokens = new CachingTokenSource(source, clock);

    @Test
    void asksOnceHoweverManyWait() throws Exception {
        int callers = 50;
        CountDownLatch together = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(callers);
        try {
            List<Future<UniAssertSubscriber<AccessToken>>> waiting = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                waiting.add(pool.submit(() -> {
                    together.await();
                    return ask();
                }));
            }
            together.countDown();
            List<UniAssertSubscriber<AccessToken>> answers = new ArrayList<>();
            for (var answer : waiting) {
                answers.add(answer.get());
            }

            assertThat(source.asked()).isOne();
            source.give("one", HOUR);
            assertThat(answers).allSatisfy(answer -> assertThat(value(answer)).isEqualTo("one"));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void goesOnFetchingForOthersWhenOneGoesAway() {
        var first = ask();
        var second = ask();
        first.cancel();
        assertThat(source.cancelled()).isZero();

        source.give("one", HOUR);
        assertThat(value(second)).isEqualTo("one");
    }

    @Test
    void keepsWhatWasFetchedThoughAllWhoAskedWentAway() {
        ask().cancel();
        source.give("one", HOUR);

        assertThat(value(ask())).isEqualTo("one");
        assertThat(source.asked()).isOne();
    }

    @Test
    void answersEachWhoWaitsOnTheirOwnContext() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context first = vertx.getOrCreateContext();
            Context second = ((ContextInternal) first).duplicate();
            var answeredFirst = answeredOn(first);
            var answeredSecond = answeredOn(second);
            source.give("one", HOUR);

            assertThat(answeredFirst.get(5, TimeUnit.SECONDS)).isSameAs(first);
            assertThat(answeredSecond.get(5, TimeUnit.SECONDS)).isSameAs(second);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    /** Requests a token on a context, and returns the context on which the answer came. */
    private CompletableFuture<Context> answeredOn(Context caller) throws Exception {
        CompletableFuture<Context> answered = new CompletableFuture<>();
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        caller.runOnContext(ignored -> {
            tokens.token()
                    .map(token -> Vertx.currentContext())
                    .subscribe()
                    .with(answered::complete, answered::completeExceptionally);
            asked.complete(true);
        });
        asked.get(5, TimeUnit.SECONDS);
        return answered;
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, PT48M",
        "PT24H, PT12H",
        "PT2H1S, PT1H0M0.5S",
        "PT2H, PT1H36M",
        "PT20M, PT15M",
        "PT8M, PT4M",
        "PT40S, PT30S",
    })
    void renewsAheadOfTheEndWhileTheOldTokenServes(Duration lifetime, Duration renewedAfter) {
        ask();
        source.give("old", lifetime);

        clock.advance(renewedAfter.minusMillis(1));
        assertThat(value(ask())).isEqualTo("old");
        assertThat(source.asked()).isOne();

        clock.advance(Duration.ofMillis(1));
        assertThat(value(ask())).isEqualTo("old");
        assertThat(value(ask())).isEqualTo("old");
        assertThat(source.asked()).isEqualTo(2);

        source.give("new", lifetime);
        assertThat(value(ask())).isEqualTo("new");
        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void servesTheOldTokenUntilItsEndWhenRenewalFails() {
        ask();
        source.give("old", HOUR);
        clock.advance(Duration.ofMinutes(50));
        ask();
        source.fail("Entra is down");

        assertThat(value(ask())).isEqualTo("old");
        clock.advance(Duration.ofMinutes(10));
        ask().assertNotTerminated();
    }

    @Test
    void triesAgainToRenewNotBeforeHalfAMinute() {
        ask();
        source.give("old", HOUR);
        clock.advance(Duration.ofMinutes(50));
        ask();
        source.fail("Entra is down");

        clock.advance(Duration.ofMillis(29_999));
        ask();
        assertThat(source.asked()).isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        ask();
        assertThat(source.asked()).isEqualTo(3);
    }

    @Test
    void waitsForTheRenewalUnderWayWhenTheOldTokenEnds() {
        ask();
        source.give("old", HOUR);
        clock.advance(Duration.ofMinutes(50));
        ask();
        clock.advance(Duration.ofMinutes(10));
        var waiting = ask();
        waiting.assertNotTerminated();
        source.give("new", HOUR);

        assertThat(value(waiting)).isEqualTo("new");
        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void sharesAFailureForASecond() {
        var first = ask();
        var second = ask();
        source.fail("Entra is down");

        first.assertFailedWith(CredentialException.class, "Entra is down");
        second.assertFailedWith(CredentialException.class, "Entra is down");
        clock.advance(Duration.ofMillis(999));
        ask().assertFailedWith(CredentialException.class, "Entra is down");
        assertThat(source.asked()).isOne();

        clock.advance(Duration.ofMillis(1));
        var later = ask();
        source.give("one", HOUR);
        assertThat(value(later)).isEqualTo("one");
    }

    @Test
    void leavesTheSourceAloneForAsLongAsItAsksFor() {
        ask();
        source.fail(new CredentialException("Entra is busy", Optional.of(Duration.ofSeconds(17))));
        clock.advance(Duration.ofSeconds(17).minusMillis(1));
        ask().assertFailedWith(CredentialException.class, "Entra is busy");
        assertThat(source.asked()).isOne();

        clock.advance(Duration.ofMillis(1));
        ask();

        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void fetchesAnewWhenTheTokenIsDiscarded() {
        ask();
        source.give("old", HOUR);
        tokens.discard(token(ask()));
        var next = ask();
        source.give("new", HOUR);

        assertThat(value(next)).isEqualTo("new");
    }

    @Test
    void keepsATokenThatIsRefusedRightAfterItReplacedAnother() {
        ask();
        source.give("old", HOUR);
        tokens.discard(token(ask()));
        ask();
        source.give("new", HOUR);

        clock.advance(Duration.ofMillis(29_999));
        tokens.discard(token(ask()));
        assertThat(value(ask())).isEqualTo("new");

        clock.advance(Duration.ofMillis(1));
        tokens.discard(token(ask()));
        ask().assertNotTerminated();
    }

    @Test
    void countsOnlyTokensThatItDiscarded() {
        ask();
        source.give("old", HOUR);
        tokens.discard(new AccessToken("another's", clock.instant(), clock.instant()));
        tokens.discard(token(ask()));

        ask().assertNotTerminated();
    }

    @Test
    void keepsTheNewTokenWhenTheOldOneIsDiscarded() {
        ask();
        source.give("old", HOUR);
        AccessToken old = token(ask());
        tokens.discard(old);
        ask();
        source.give("new", HOUR);
        tokens.discard(old);

        assertThat(value(ask())).isEqualTo("new");
        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void doesNotServeADiscardedTokenWhileItIsRenewed() {
        ask();
        source.give("old", HOUR);
        clock.advance(Duration.ofMinutes(50));
        tokens.discard(token(ask()));
        var waiting = ask();
        waiting.assertNotTerminated();
        source.give("new", HOUR);

        assertThat(value(waiting)).isEqualTo("new");
        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void failsWhenATokenHasEndedOnArrival() {
        var answer = ask();
        source.give("old", Duration.ZERO);

        answer.assertFailedWith(CredentialException.class, "ended");
        ask();
        assertThat(source.asked()).isOne();
    }

    @Test
    void failsWithWhatTheSourceThrows() {
        CachingTokenSource broken = new CachingTokenSource(
                () -> {
                    throw new CredentialException("No identity here");
                },
                clock);

        assertThatThrownBy(() -> broken.token().await().indefinitely())
                .isInstanceOf(CredentialException.class)
                .hasMessage("No identity here");
    }

    @Test
    void tokensAreMasked() {
        ask();
        source.give("top-secret", HOUR);

        assertThat(token(ask()).toString()).doesNotContain("top-secret");
    }

    private UniAssertSubscriber<AccessToken> ask() {
        return tokens.token().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static AccessToken token(UniAssertSubscriber<AccessToken> answer) {
        return answer.assertCompleted().getItem();
    }

    private static String value(UniAssertSubscriber<AccessToken> answer) {
        return token(answer).value();
    }
}
