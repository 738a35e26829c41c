package io.parley.chat;

import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How much of a chat fits a deployment's context beside the answer. Tokens are estimated from the length of the text, and the
 * estimate is corrected by what the service counts: exact enough where contexts are large, without a table of four megabytes.
 */
final class TokenBudget {

    /** A token of prose is three bytes of UTF-8 or more, in most languages. */
    private static final double BYTES_OF_TOKEN = 3;

    private static final int TOKENS_AROUND_MESSAGE = 4;
    private static final double SAFETY = 0.95;
    private static final double SHARE_OF_NEWEST = 0.2;
    private static final double LEAST_CORRECTION = 0.2;
    private static final double MOST_CORRECTION = 3;

    private final AtomicInteger context;
    private final int reserved;
    private final AtomicReference<Double> correction = new AtomicReference<>(1.0);

    /**
     * @param context tokens that the model takes, its answer included
     * @param reserved tokens for the answer
     */
    TokenBudget(int context, int reserved) {
        this.context = new AtomicInteger(context);
        this.reserved = reserved;
    }

    /**
     * The chat with as many of its newest turns as fit: a question and what was answered stay together, the system prompt and
     * the last question stay in any case.
     *
     * @throws ChatException.TooLong where these alone do not fit
     */
    List<ChatMessage> fit(List<ChatMessage> chat) {
        return fit(chat, (context.get() - reserved) * SAFETY / correction());
    }

    /**
     * The chat again, after the service has found it too long.
     *
     * @param limit the tokens that it takes
     * @param counted the tokens that this chat came to
     */
    List<ChatMessage> shorten(List<ChatMessage> chat, int limit, int counted) {
        context.updateAndGet(known -> Math.min(known, limit));
        counted(chat, counted);
        return fit(chat, estimate(chat) * (limit - reserved) / counted * SAFETY * SAFETY);
    }

    /** Learns from what the service counted. */
    void counted(List<ChatMessage> chat, long tokens) {
        double found = Math.min(Math.max(tokens / estimate(chat), LEAST_CORRECTION), MOST_CORRECTION);
        correction.updateAndGet(known -> known + (found - known) * SHARE_OF_NEWEST);
    }

    private double correction() {
        return Objects.requireNonNull(correction.get());
    }

    private static List<ChatMessage> fit(List<ChatMessage> chat, double room) {
        ChatMessage system = chat.get(0);
        ChatMessage question = chat.get(chat.size() - 1);
        double left = room - estimate(List.of(system, question));
        if (left < 0) {
            throw new ChatException.TooLong("The user's message alone is longer than the model takes.");
        }
        List<ChatMessage> turns = chat.subList(1, chat.size() - 1);
        int from = turns.size();
        for (int start = turns.size() - 1; start >= 0; start--) {
            left -= estimate(turns.subList(start, start + 1));
            if (left < 0) {
                break;
            }
            if (turns.get(start).role() == ChatMessage.Role.USER) {
                from = start;
            }
        }
        List<ChatMessage> fitting = new ArrayList<>(turns.size() - from + 2);
        fitting.add(system);
        fitting.addAll(turns.subList(from, turns.size()));
        fitting.add(question);
        return List.copyOf(fitting);
    }

    private static double estimate(List<ChatMessage> messages) {
        return messages.stream()
                .mapToDouble(
                        message -> TOKENS_AROUND_MESSAGE + ByteBufUtil.utf8Bytes(message.content()) / BYTES_OF_TOKEN)
                .sum();
    }
}
