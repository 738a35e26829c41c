package io.parley.chat;

import io.parley.chat.Reply.Ending;
import io.quarkus.logging.Log;
import java.util.List;
import java.util.Set;

/** Decides whether an answer contains a text or calls, or why it contains neither. */
final class CompletionText {

    private static final String CONTENT_FILTER = "content_filter";

    /** The second is a gateway's value for it. */
    private static final Set<String> LENGTH = Set.of("length", "max_tokens");

    private static final Set<String> USUAL = Set.of("stop", "tool_calls", "");

    private CompletionText() {}

    /**
     * Fails with {@link ChatException.Filtered} or {@link ChatException.Empty}.
     *
     * @param takesCalls whether the model was offered tools; otherwise its calls are left out
     */
    static Reply of(Completed answer, boolean takesCalls, Variables variables) {
        String reason = answer.finishReason().orElse("");
        if (reason.equals(CONTENT_FILTER)) {
            throw new ChatException.Filtered("The content filter blocked the model's answer " + answer.trace() + ".");
        }
        if (!answer.refusal().isBlank()) {
            throw new ChatException.Filtered("The model refused to answer " + answer.trace() + ".");
        }
        boolean truncated = LENGTH.contains(reason);
        // At the limit, the arguments of a call may be incomplete.
        List<ToolCall> calls = truncated || !takesCalls ? List.of() : answer.calls();
        if (answer.text().isBlank() && calls.isEmpty()) {
            throw new ChatException.Empty(whyEmpty(reason, truncated, variables) + " " + answer.trace());
        }
        if (truncated) {
            Log.warnf(
                    "The answer reached the maximum length and was cut: raise %s if this happens often %s.",
                    variables.chat("MAX_TOKENS"), answer.trace());
        } else if (!USUAL.contains(reason)) {
            Log.warnf(
                    "The model ended its answer for an unknown reason: %s. The answer is used as it is %s.",
                    reason, answer.trace());
        }
        return new Reply(
                answer.text(),
                calls,
                calls.isEmpty() ? "" : answer.reasoning(),
                answer.usage(),
                truncated ? Ending.TRUNCATED : Ending.COMPLETE);
    }

    private static String whyEmpty(String reason, boolean truncated, Variables variables) {
        if (truncated) {
            return "The model used up its tokens before it said anything: raise " + variables.chat("MAX_TOKENS") + ".";
        }
        if (reason.endsWith("_request")) {
            return "The agent waits for somebody to agree (" + reason
                    + "), which no bot can: let its tool run without approval.";
        }
        return reason.isEmpty()
                ? "The model said nothing."
                : "The model said nothing, and ended with finish_reason " + reason + ".";
    }
}
