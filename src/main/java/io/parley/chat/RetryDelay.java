package io.parley.chat;

import io.parley.http.HttpAnswer;
import io.parley.http.RetryAfter;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long the service asks not to be called: from {@code retry-after-ms}, else {@code retry-after} (seconds or an HTTP
 * date), else the text of its message.
 */
final class RetryDelay {

    /** Quotas are for a day at most. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern IN_WORDS =
            Pattern.compile("(?:retry after|try again in) (\\d{1,9}) (milli)?seconds?", Pattern.CASE_INSENSITIVE);

    private RetryDelay() {}

    /** Zero for a past date; empty if nothing is said, or nothing that can be parsed. */
    static Optional<Duration> of(Response response, String message, Instant now) {
        return inHeaders(response.getHeaderString("retry-after-ms"), response.getHeaderString("retry-after"), now)
                .or(() -> inWords(message))
                .map(RetryDelay::limited);
    }

    /** Reads the headers alone. */
    static Optional<Duration> of(HttpAnswer answer, Instant now) {
        return inHeaders(
                        answer.header("retry-after-ms").orElse(null),
                        answer.header("retry-after").orElse(null),
                        now)
                .map(RetryDelay::limited);
    }

    private static Optional<Duration> inHeaders(@Nullable String milliseconds, @Nullable String delay, Instant now) {
        return number(milliseconds, 1).or(() -> number(delay, 1000)).or(() -> RetryAfter.parse(delay, now, LONGEST));
    }

    private static Duration limited(Duration delay) {
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    private static Optional<Duration> number(@Nullable String header, int milliseconds) {
        return Optional.ofNullable(header)
                .map(String::strip)
                .filter(value -> NUMBER.matcher(value).matches())
                .map(value -> Duration.ofMillis((long) (Double.parseDouble(value) * milliseconds)));
    }

    /** Reads an error's message alone. */
    static Optional<Duration> inWords(String message) {
        Matcher words = IN_WORDS.matcher(message);
        if (!words.find()) {
            return Optional.empty();
        }
        long number = Long.parseLong(words.group(1));
        return Optional.of(words.group(2) == null ? Duration.ofSeconds(number) : Duration.ofMillis(number));
    }
}
