package io.parley.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the Retry-After header: seconds or an HTTP date. */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /**
     * Returns the time to wait: zero for a past date, and empty when the header is absent or malformed.
     *
     * @param longest the maximum to return
     */
    public static Optional<Duration> parse(@Nullable String header, Instant now, Duration longest) {
        if (header == null) {
            return Optional.empty();
        }
        String value = header.strip();
        Optional<Duration> wait = SECONDS.matcher(value).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                : date(value).map(date -> Duration.between(now, date));
        return wait.map(time -> limited(time, longest));
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Duration limited(Duration wait, Duration longest) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
