package io.parley.chat;

import java.util.List;
import java.util.Optional;

/**
 * A call's whole answer, however it came.
 *
 * @param model the model behind the deployment, with its version
 * @param text what the model said; empty when it said nothing
 * @param refusal what it said instead
 * @param calls that the model asks for
 * @param finishReason {@code stop}, {@code length}, {@code content_filter}, or one that is not known yet; empty where the
 *     service names none
 * @param trace of the call, as {@link CallTraces} has it
 */
record Completed(
        Optional<String> id,
        Optional<String> model,
        String text,
        String refusal,
        List<ToolCall> calls,
        Optional<String> finishReason,
        Usage usage,
        String trace) {

    /** Without the text: it is not for a log. */
    @Override
    public String toString() {
        return "Completed[" + id.orElse("") + ", " + finishReason.orElse("no reason") + "]";
    }
}
