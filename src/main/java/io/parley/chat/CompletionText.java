package io.parley.chat;

import io.quarkus.logging.Log;
import java.util.Set;

/** The text that an answer holds, or why it holds none that may be shown. */
final class CompletionText {

    private static final String CONTENT_FILTER = "content_filter";
    private static final String LENGTH = "length";
    private static final Set<String> USUAL = Set.of("stop", LENGTH);

    private CompletionText() {}

    /** Fails with {@link ChatException.Filtered} or {@link ChatException.Empty}. */
    static String of(Completed answer) {
        String reason = answer.finishReason()
                .orElseThrow(() -> new ChatException.Empty("The model gave no choice " + answer.trace() + "."));
        if (reason.equals(CONTENT_FILTER)) {
            throw new ChatException.Filtered("The content filter blocked the model's answer " + answer.trace() + ".");
        }
        if (!answer.refusal().isBlank()) {
            throw new ChatException.Filtered("The model refused to answer " + answer.trace() + ".");
        }
        if (answer.text().isBlank()) {
            throw new ChatException.Empty(whyEmpty(reason) + " " + answer.trace());
        }
        if (!USUAL.contains(reason)) {
            Log.warnf(
                    "The model ended its answer for a reason that is not known: %s. The answer is used as it is.",
                    reason);
        }
        return answer.text();
    }

    private static String whyEmpty(String reason) {
        return reason.equals(LENGTH)
                ? "The model used up its tokens before it said anything: raise parley.chat.max-tokens."
                : "The model said nothing, and ended with finish_reason " + reason + ".";
    }
}
