package io.parley.chat;

import java.time.Duration;

/**
 * The time limits of one call.
 *
 * @param first until the first text; until the end, if the answer is not streamed
 * @param between two pieces of a stream
 * @param whole until the end of a stream
 */
record Patience(Duration first, Duration between, Duration whole) {

    private static final Duration LEAST = Duration.ofMillis(1);

    Patience {
        first = atLeast(first);
        between = atLeast(between);
        whole = atLeast(whole);
    }

    private static Duration atLeast(Duration time) {
        return time.compareTo(LEAST) < 0 ? LEAST : time;
    }
}
