package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The tokens that a call came to, each 0 where the service does not say, or says what cannot be.
 *
 * @param cached tokens of the input that the service still knew
 * @param written tokens of the input that the service charges for keeping; older models keep them for nothing
 * @param reasoning tokens of the output that the user does not see
 */
public record Usage(long input, long output, long cached, long written, long reasoning) {

    public static final Usage UNKNOWN = new Usage(0, 0, 0, 0);

    /** The tokens of a call to a model that keeps input for nothing. */
    public Usage(long input, long output, long cached, long reasoning) {
        this(input, output, cached, 0, reasoning);
    }

    /** More than any model takes: a number beyond it would spoil what is counted. */
    private static final double MOST_TOKENS = 100_000_000;

    /** Reads the service's {@code usage}. It only counts, so nothing in it is wrong enough to fail an answer. */
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
