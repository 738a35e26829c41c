package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @Test
    void doublesThePauseUpToItsLimit() {
        assertThat(IntStream.range(0, 6).mapToObj(backoff(0.5, 0)::pause))
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1, 1500", "0.5, 0.5, 1250", "-0.25, 1, 750", "-0.25, 0, 1000"})
    void changesThePauseByItsRandomPart(double spread, double random, long pause) {
        assertThat(backoff(spread, random).pause(1)).isEqualTo(Duration.ofMillis(pause));
    }

    @Test
    void staysWithinItsLimitAfterManyFailures() {
        assertThat(backoff(0.5, 1).pause(10_000)).isEqualTo(Duration.ofSeconds(8));
    }

    private static Backoff backoff(double spread, double random) {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8), spread, () -> random);
    }
}
