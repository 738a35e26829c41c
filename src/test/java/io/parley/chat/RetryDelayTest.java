package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1500 | 9 | Try again in 30 seconds. | PT1.5S",
                "| 9 | Try again in 30 seconds. | PT9S",
                "| 0.5 | | PT0.5S",
                "| Sun, 22 Nov 2026 10:00:20 GMT | | PT20S",
                "| Sun, 22 Nov 2026 09:00:00 GMT | Try again in 30 seconds. | PT0S",
                "| | Try again in 2 seconds. | PT2S",
                "| | Please retry after 86400 seconds. Please contact | PT24H",
                "| | Please Retry After 250 milliseconds. | PT0.25S",
                "soon | later | Try again in 1 second. | PT1S",
                "-5 | -5 | no | ",
                "99999999999999 | | no | ",
            })
    void isTheFirstThatCanBeUnderstood(
            @Nullable String milliseconds, @Nullable String header, @Nullable String message, @Nullable Duration wait) {
        Response.ResponseBuilder response = Response.status(429);
        Optional.ofNullable(milliseconds).ifPresent(value -> response.header("retry-after-ms", value));
        Optional.ofNullable(header).ifPresent(value -> response.header("retry-after", value));

        assertThat(RetryDelay.of(response.build(), message == null ? "" : message, NOW))
                .isEqualTo(Optional.ofNullable(wait));
    }

    @Test
    void isUnknownWhereNothingIsSaid() {
        assertThat(RetryDelay.of(Response.status(429).build(), "", NOW)).isEmpty();
    }
}
