package io.parley.chat;

import io.parley.chat.ChatCompletionsApi.Choice;
import io.parley.chat.ChatCompletionsApi.Completion;
import io.parley.chat.ChatCompletionsApi.Message;
import io.quarkus.logging.Log;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text that a completion holds, or why it holds none that may be shown. */
final class CompletionText {

    private static final String CONTENT_FILTER = "content_filter";
    private static final String LENGTH = "length";
    private static final Set<String> USUAL = Set.of("stop", LENGTH);

    private CompletionText() {}

    /** Fails with {@link ChatException.Filtered} or {@link ChatException.Empty}. */
    static String of(@Nullable Completion completion) {
        Choice choice = first(completion).orElseThrow(() -> new ChatException.Empty("The model gave no choice."));
        String reason = String.valueOf(choice.finishReason());
        if (reason.equals(CONTENT_FILTER)) {
            throw new ChatException.Filtered("The content filter blocked the model's answer.");
        }
        Optional<Message> message = Optional.ofNullable(choice.message());
        if (message.map(Message::refusal).filter(CompletionText::isText).isPresent()) {
            throw new ChatException.Filtered("The model refused to answer.");
        }
        String text = message.map(Message::content)
                .filter(CompletionText::isText)
                .orElseThrow(() -> new ChatException.Empty(whyEmpty(reason)));
        if (!USUAL.contains(reason)) {
            Log.warnf(
                    "The model ended its answer for a reason that is not known: %s. The answer is used as it is.",
                    reason);
        }
        return text;
    }

    private static Optional<Choice> first(@Nullable Completion completion) {
        return completion == null || completion.choices() == null
                ? Optional.empty()
                : completion.choices().stream().findFirst();
    }

    private static boolean isText(String text) {
        return !text.isBlank();
    }

    private static String whyEmpty(String reason) {
        return reason.equals(LENGTH)
                ? "The model used up its tokens before it said anything: raise parley.chat.max-tokens."
                : "The model said nothing, and ended with finish_reason " + reason + ".";
    }
}
