package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.LogLines;
import io.parley.ledger.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongWaitsTest {

    @RegisterExtension
    final LogLines lines = new LogLines(LongWaits.class);

    /** Starts just before an overflow, which can happen in a real process. */
    private long now = Long.MAX_VALUE - 5;

    private final LongWaits waits = new LongWaits(() -> now);

    @ParameterizedTest
    @CsvSource({"0, 0", "120, 30", "89, 2"})
    void isSilentWithinTheLimits(int oldest, int longestWait) {
        waits.seen(backlog(oldest, longestWait));

        assertThat(lines.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"121, 0", "40, 31", "3600, 3590"})
    void warnsBeyondEitherLimit(int oldest, int longestWait) {
        waits.seen(backlog(oldest, longestWait));

        assertThat(lines.all())
                .containsExactly("WARN People wait too long: the oldest message without an answer was accepted "
                        + oldest
                        + " s ago, and 7 conversations wait for a replica with capacity, the first for " + longestWait
                        + " s.");
    }

    @Test
    void warnsOnceAMinute() {
        for (int second = 0; second <= 119; second++) {
            waits.seen(backlog(200 + second, 0));
            now += Duration.ofSeconds(1).toNanos();
        }

        assertThat(lines.all()).hasSize(2);
        assertThat(lines.all().get(1)).contains("260 s ago");
    }

    private static Backlog backlog(int oldest, int longestWait) {
        return new Backlog(
                9, Duration.ofSeconds(oldest), 0, 7, Duration.ofSeconds(longestWait), Optional.empty(), List.of());
    }
}
