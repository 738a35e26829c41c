package io.parley.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {

    /** Starts just before an overflow, which can happen in a real process. */
    private long now = Long.MAX_VALUE - 5;

    private final Interval interval = new Interval(Duration.ofMinutes(1), () -> now);

    @Test
    void beginsOnceInItsTime() {
        assertThat(interval.begins()).isTrue();
        assertThat(interval.begins()).isFalse();

        now += Duration.ofSeconds(59).toNanos();
        assertThat(interval.begins()).isFalse();

        now += Duration.ofSeconds(1).toNanos();
        assertThat(interval.begins()).isTrue();
    }

    @Test
    void beginsForOneOfManyThreads() {
        assertThat(IntStream.range(0, 1_000)
                        .parallel()
                        .filter(caller -> interval.begins())
                        .count())
                .isEqualTo(1);
    }
}
