package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The number of tokens of a call. Each is 0 if the service does not say it, or says an impossible number.
 *
 * @param cached tokens of the input that the service had cached
 * @param written tokens of the input whose caching the service charges for; older models cache without a charge
 * @param reasoning tokens of the output that the user does not see
 */
public record Usage(long input, long output, long cached, long written, long reasoning) {

    public static final Usage UNKNOWN = new Usage(0, 0, 0, 0);

    /** Creates the usage of a model that caches input without a charge. */
    public Usage(long input, long output, long cached, long reasoning) {
        this(input, output, cached, 0, reasoning);
    }

    /** More than any model accepts: a larger number would distort the sums. */
    private static final double MOST_TOKENS = 100_000_000;

    /** Reads the service's {@code usage}. It is only counted, so no wrong value fails an answer. */
    static Usage of(JsonNode usage) {
        return new Usage(
                tokens(usage.path("prompt_tokens")),
                tokens(usage.path("completion_tokens")),
                tokens(usage.path("prompt_tokens_details").path("cached_tokens")),
                tokens(usage.path("prompt_tokens_details").path("cache_write_tokens")),
                tokens(usage.path("completion_tokens_details").path("reasoning_tokens")));
    }

    private static long tokens(JsonNode number) {
        double tokens = number.isNumber() ? number.doubleValue() : 0;
        return tokens > 0 && tokens <= MOST_TOKENS ? (long) tokens : 0;
    }
}
