package io.parley.chat;

import java.util.List;
import java.util.Optional;

/**
 * The whole answer of a call, streamed or not.
 *
 * @param model the model behind the deployment, with its version
 * @param text the model's words; empty if there are none
 * @param refusal what it said instead
 * @param calls that the model asks for
 * @param reasoning behind the calls, described at {@link Reply}
 * @param finishReason {@code stop}, {@code length}, {@code content_filter}, or an unknown one; empty if the service names none
 * @param trace of the call, described at {@link CallTraces}
 */
record Completed(
        Optional<String> id,
        Optional<String> model,
        String text,
        String refusal,
        List<ToolCall> calls,
        String reasoning,
        Optional<String> finishReason,
        Usage usage,
        String trace) {

    /** Omits the text: do not log it. */
    @Override
    public String toString() {
        return "Completed[" + id.orElse("") + ", " + finishReason.orElse("no reason") + "]";
    }
}
