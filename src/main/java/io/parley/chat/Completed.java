package io.parley.chat;

import io.parley.chat.ChatCompletionsApi.Choice;
import io.parley.chat.ChatCompletionsApi.Completion;
import io.parley.chat.ChatCompletionsApi.Message;
import io.parley.chat.ChatCompletionsApi.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call's whole answer, however it came.
 *
 * @param model the model behind the deployment, with its version
 * @param text what the model said; empty when it said nothing
 * @param refusal what it said instead
 * @param trace of the call, as {@link CallTraces} has it
 * @param finishReason empty where the service gave no choice at all
 */
record Completed(
        Optional<String> id,
        Optional<String> model,
        String text,
        String refusal,
        Optional<String> finishReason,
        Optional<Usage> usage,
        String trace) {

    static Completed of(@Nullable Completion completion, String trace) {
        if (completion == null) {
            return new Completed(Optional.empty(), Optional.empty(), "", "", Optional.empty(), Optional.empty(), trace);
        }
        Optional<Choice> choice = first(completion);
        Optional<Message> message = choice.map(Choice::message);
        return new Completed(
                Optional.ofNullable(completion.id()),
                Optional.ofNullable(completion.model()),
                message.map(Message::content).orElse(""),
                message.map(Message::refusal).orElse(""),
                choice.map(one -> String.valueOf(one.finishReason())),
                Optional.ofNullable(completion.usage()),
                trace);
    }

    static Optional<Choice> first(Completion completion) {
        return Optional.ofNullable(completion.choices()).map(List::stream).flatMap(choices -> choices.findFirst());
    }

    /** Without the text: it is not for a log. */
    @Override
    public String toString() {
        return "Completed[" + id.orElse("") + ", " + finishReason.orElse("no choice") + "]";
    }
}
