package io.parley.chat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Limits a chat to what fits a deployment's context beside the answer. {@link TokenEstimate} estimates its length, and the
 * counts of the service correct the estimate. That is exact enough for large contexts, without a table of four megabytes.
 */
final class TokenBudget {

    private static final double SAFETY = 0.95;
    private static final double SHARE_OF_NEWEST = 0.2;
    private static final double LEAST_CORRECTION = 0.2;
    private static final double MOST_CORRECTION = 3;

    /**
     * Of what the model takes: so much of a chat is left out at once, so that the prompts after it begin alike for some turns.
     */
    private static final double STEP = 0.25;

    private final AtomicInteger context;
    private final int reserved;
    private final AtomicReference<Double> correction = new AtomicReference<>(1.0);

    /**
     * @param context tokens that the model accepts, including its answer
     * @param reserved tokens for the answer
     */
    TokenBudget(int context, int reserved) {
        this.context = new AtomicInteger(context);
        this.reserved = reserved;
    }

    /**
     * Returns the prompt with as many of its earlier turns as fit, the newest first: a question and its answer stay together.
     * The oldest are left out in steps, so that the next prompts begin alike, which the service caches. The system prompt, the
     * tools and the current turn always stay.
     *
     * @throws ChatException.TooLong if these alone do not fit
     */
    Prompt fit(Prompt prompt) {
        return fit(prompt, (context.get() - reserved) * SAFETY / correction());
    }

    /**
     * Shortens a prompt that the service found too long.
     *
     * @param limit the tokens that the model accepts
     * @param counted the tokens of this prompt
     */
    Prompt shorten(Prompt prompt, int limit, int counted) {
        context.updateAndGet(known -> Math.min(known, limit));
        counted(prompt, counted);
        return fit(prompt, TokenEstimate.of(prompt) * (limit - reserved) / counted * SAFETY * SAFETY);
    }

    /** Learns from the service's count. */
    void counted(Prompt prompt, long tokens) {
        double found = Math.min(Math.max(tokens / TokenEstimate.of(prompt), LEAST_CORRECTION), MOST_CORRECTION);
        correction.updateAndGet(known -> known + (found - known) * SHARE_OF_NEWEST);
    }

    private double correction() {
        return Objects.requireNonNull(correction.get());
    }

    private Prompt fit(Prompt prompt, double capacity) {
        double left = capacity - TokenEstimate.of(prompt.withEarlier(List.of()));
        if (left < 0) {
            throw new ChatException.TooLong("The user's message alone is longer than the model accepts.");
        }
        List<ChatMessage> earlier = prompt.earlier();
        double excess = TokenEstimate.of(earlier) - left;
        if (excess <= 0) {
            return prompt;
        }
        double step = (context.get() - reserved) * SAFETY * STEP;
        int from = behind(earlier, Math.ceil(excess / step) * step);
        return prompt.withEarlier(
                earlier.subList(from < earlier.size() ? from : behind(earlier, excess), earlier.size()));
    }

    /** Returns the position of the first question after a number of tokens. */
    private static int behind(List<ChatMessage> earlier, double tokens) {
        double before = 0;
        for (int place = 0; place < earlier.size(); place++) {
            if (before >= tokens && earlier.get(place) instanceof ChatMessage.User) {
                return place;
            }
            before += TokenEstimate.of(earlier.get(place));
        }
        return earlier.size();
    }
}
