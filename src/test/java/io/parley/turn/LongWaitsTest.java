package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ledger.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongWaitsTest {

    private static final Logger LOGGER = Logger.getLogger(LongWaits.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + ExtLogRecord.wrap(line).getFormattedMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Starts just before an overflow, which can happen in a real process. */
    private long now = Long.MAX_VALUE - 5;

    private final LongWaits waits = new LongWaits(() -> now);

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "120, 30", "89, 2"})
    void isSilentWithinTheLimits(int oldest, int longestWait) {
        waits.seen(backlog(oldest, longestWait));

        assertThat(lines).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"121, 0", "40, 31", "3600, 3590"})
    void warnsBeyondEitherLimit(int oldest, int longestWait) {
        waits.seen(backlog(oldest, longestWait));

        assertThat(lines)
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

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("260 s ago");
    }

    private static Backlog backlog(int oldest, int longestWait) {
        return new Backlog(
                9, Duration.ofSeconds(oldest), 0, 7, Duration.ofSeconds(longestWait), Optional.empty(), List.of());
    }
}
