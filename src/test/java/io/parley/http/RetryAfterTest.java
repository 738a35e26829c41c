package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "7 | PT7S",
                "3601 | PT1H",
                "999999999 | PT1H",
                "Sun, 22 Nov 2026 12:00:20 GMT | PT20S",
                "Sun, 22 Nov 2026 11:00:00 GMT | PT0S",
                "Mon, 23 Nov 2026 12:00:00 GMT | PT1H",
            })
    void readsSecondsAndDatesUpToALimit(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW, Duration.ofHours(1))).contains(wait);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"soon", "-1", "1.5", "9999999999", "Sun, 99 Nov 2026 12:00:20 GMT"})
    void ignoresWhatIsNeither(String header) {
        assertThat(RetryAfter.parse(header, NOW, Duration.ofHours(1))).isEmpty();
    }
}
