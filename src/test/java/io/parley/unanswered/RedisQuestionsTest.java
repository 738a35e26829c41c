package io.parley.unanswered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.knowledge.UnansweredQuestion;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NullUnmarked
class RedisQuestionsTest {

    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private final RedisQuestions questions = new RedisQuestions(REDIS.api());

    @Test
    void listsTheNewestFirst() {
        Instant before = Instant.now().minusMillis(1);
        keep("Wo ist die Tür?", "nothing_found", DAY);
        tick();
        keep("second one", "uncited", DAY);

        List<UnansweredQuestion> kept = list();

        assertThat(kept).extracting(UnansweredQuestion::question).containsExactly("second one", "Wo ist die Tür?");
        assertThat(kept).extracting(UnansweredQuestion::outcome).containsExactly("uncited", "nothing_found");
        assertThat(kept.get(0).askedAt()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(now(questions.list(1, DAY)))
                .extracting(UnansweredQuestion::question)
                .containsExactly("second one");
    }

    @Test
    void keepsAQuestionOnceWithItsNewestOutcome() {
        keep("asked twice", "nothing_found", DAY);
        keep("asked twice", "uncited", DAY);

        assertThat(list())
                .singleElement()
                .extracting(UnansweredQuestion::outcome)
                .isEqualTo("uncited");
    }

    @Test
    void forgetsAQuestionWhenItsTimeIsOver() {
        keep("short", "uncited", Duration.ofMillis(300));

        await().untilAsserted(() ->
                assertThat(now(questions.list(10, Duration.ofMillis(300)))).isEmpty());
        await().untilAsserted(() -> assertThat(REDIS.keys()).isEmpty());
    }

    @Test
    void showsNothingThatIsOlderThanTheLifetimeOfNow() {
        keep("old", "uncited", DAY);

        await().untilAsserted(() ->
                assertThat(now(questions.list(10, Duration.ofMillis(1)))).isEmpty());
        assertThat(list()).hasSize(1);
    }

    @Test
    void dropsTheOldestBeyondAThousand() {
        keep("the first", "uncited", DAY);
        tick();
        IntStream.range(0, 1_000).forEach(number -> keep("question " + number, "uncited", DAY));

        assertThat(now(questions.list(2_000, DAY)))
                .hasSize(1_000)
                .extracting(UnansweredQuestion::question)
                .doesNotContain("the first");
    }

    @Test
    void deletesOneOrAll() {
        keep("one", "uncited", DAY);
        keep("two", "nothing_found", DAY);
        keep("three", "nothing_found", DAY);

        assertThat(now(questions.delete("one"))).isTrue();
        assertThat(now(questions.delete("one"))).isFalse();
        assertThat(list()).hasSize(2);
        now(questions.deleteAll());
        assertThat(list()).isEmpty();
    }

    @Test
    void hasALifetime() {
        keep("one", "uncited", DAY);

        assertThat(REDIS.keys()).containsExactly(RedisQuestions.KEY);
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    /** Redis counts in milliseconds. */
    private static void tick() {
        Instant start = Instant.now();
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> Duration.between(start, Instant.now()).toMillis() > 2);
    }

    private void keep(String question, String outcome, Duration lifetime) {
        now(questions.keep(question, outcome, lifetime));
    }

    private List<UnansweredQuestion> list() {
        return now(questions.list(10, DAY));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
