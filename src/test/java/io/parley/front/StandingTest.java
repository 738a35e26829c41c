package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class StandingTest {

    private long now;
    private final Standing standing = new Standing(() -> now);

    @Test
    void isNoStrangerAtFirst() {
        standing.spend(Duration.ofMillis(1).toNanos());

        assertThat(standing.isStranger()).isFalse();
        assertThat(standing.isTrusted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 405, 408, 413, 415, 501})
    void isAStrangerOnceItWasRefused(int status) {
        standing.answer(status);

        assertThat(standing.isStranger()).isTrue();
    }

    @Test
    void isAStrangerWhereItTakesMuchTimeAndAsksForNothing() {
        for (int read = 0; read < 100; read++) {
            standing.spend(Duration.ofMillis(1).toNanos());
        }

        assertThat(standing.isStranger()).isTrue();
    }

    @Test
    void isNoStrangerWhereSomebodyBehindTheSameFrontWasAnsweredLately() {
        standing.answer(202);
        standing.answer(401);
        standing.spend(Duration.ofSeconds(1).toNanos());

        assertThat(standing.isStranger()).isFalse();

        now = Duration.ofMinutes(2).toNanos();
        assertThat(standing.isStranger()).isTrue();
    }

    /** The server causes these errors, not the client. */
    @Test
    void isNoStrangerForAnAnswerThatComesLater() {
        standing.answer(503);

        assertThat(standing.isStranger()).isFalse();
    }

    @Test
    void mustCloseBeforeItsSixteenthRefusalInARow() {
        for (int refusal = 0; refusal < 15; refusal++) {
            assertThat(standing.mustClose()).isFalse();
            standing.answer(refusal % 2 == 0 ? 401 : 501);
        }

        assertThat(standing.mustClose()).isTrue();
        standing.answer(202);
        assertThat(standing.mustClose()).isFalse();
    }
}
