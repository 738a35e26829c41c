package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parley.chat.ChatCompletionsApi.Choice;
import io.parley.chat.ChatCompletionsApi.Completion;
import io.parley.chat.ChatCompletionsApi.Message;
import io.parley.chat.ChatCompletionsApi.Usage;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer together that the model is writing, from the data of a stream's events:
 *
 * <pre>{@code
 * {"id":"","model":"","choices":[],"prompt_filter_results":[…]}
 * {"id":"chatcmpl-8J…","model":"gpt-4.1-mini-2025-04-14","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}
 * {"id":"","choices":[{"index":0,"finish_reason":null,"content_filter_results":{…},"content_filter_offsets":{…}}]}
 * {"id":"chatcmpl-8J…","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}
 * {"id":"chatcmpl-8J…","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":4}}
 * [DONE]
 * }</pre>
 *
 * A filter that works beside the model may block the answer after its end.
 */
final class CompletionStream {

    private static final String DONE = "[DONE]";
    private static final String CONTENT_FILTER = "content_filter";
    private static final String LENGTH = "length";

    /** In UTF-16 units. More than any model writes at once, and than any channel shows in a dozen messages. */
    static final int LONGEST_TEXT = 256 * 1024;

    /** A draft is a copy of the whole text: one for each piece would make the cost of a long answer quadratic. */
    private static final int DRAFTS_PER_DOUBLING = 256;

    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(Completion.class);

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Consumer<String> draft;
    private Optional<String> id = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> finishReason = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private int drafted;
    private boolean done;

    /** @param draft given the text so far: at each piece of a short text, at each 1/256 more of a long one */
    CompletionStream(Consumer<String> draft) {
        this.draft = draft;
    }

    /** Fails with a {@link ChatException} when the service tells of an error, or of what is no piece of an answer. */
    void add(String data) {
        if (data.startsWith(DONE)) {
            done = true;
        } else if (!data.isBlank() && !done) {
            add(parse(data));
        }
    }

    private static Completion parse(String data) {
        try {
            Completion chunk = READER.readValue(data);
            if (chunk.error() != null && !chunk.error().isNull()) {
                ServiceError error = ServiceError.parse(data);
                throw error.filtered()
                        ? new ChatException.Filtered("The content filter broke the answer off.")
                        : new ChatException.Unavailable(
                                "Azure OpenAI broke its answer off with an error. It says: " + error.message());
            }
            return chunk;
        } catch (JsonProcessingException notJson) {
            // Without its cause, which quotes the answer.
            throw new ChatException.Unavailable("What was streamed is no piece of a chat completion.");
        }
    }

    private void add(Completion chunk) {
        id = known(chunk.id()).or(() -> id);
        model = known(chunk.model()).or(() -> model);
        usage = Optional.ofNullable(chunk.usage()).or(() -> usage);
        Completed.first(chunk).ifPresent(this::add);
    }

    private void add(Choice choice) {
        if (choice.finishReason() != null && !blocked()) {
            finishReason = Optional.of(choice.finishReason());
        }
        Optional<Message> delta = Optional.ofNullable(choice.delta());
        delta.map(Message::refusal).ifPresent(more -> append(more, refusal));
        delta.map(Message::content).filter(more -> !more.isEmpty()).ifPresent(this::write);
    }

    private void write(String more) {
        append(more, text);
        if (text.length() - drafted > text.length() / DRAFTS_PER_DOUBLING) {
            drafted = text.length();
            draft.accept(text.toString());
        }
    }

    /** Cuts a text that is too long, and takes nothing more: the answer then counts as one that has reached its limit. */
    private void append(String more, StringBuilder said) {
        said.append(more);
        if (said.length() > LONGEST_TEXT) {
            boolean halved = Character.isHighSurrogate(said.charAt(LONGEST_TEXT - 1));
            said.setLength(halved ? LONGEST_TEXT - 1 : LONGEST_TEXT);
            finishReason = Optional.of(LENGTH);
            done = true;
        }
    }

    private boolean blocked() {
        return finishReason.filter(CONTENT_FILTER::equals).isPresent();
    }

    private static Optional<String> known(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /** Whether the service has said that this is all. */
    boolean isDone() {
        return done;
    }

    /** Whether the model has said anything: asked again, it would say something else. */
    boolean hasBegun() {
        return text.length() > 0;
    }

    /** The whole answer, at the stream's end; fails with {@link ChatException.Unavailable} where that came too early. */
    Completed completed(String trace) {
        if (finishReason.isEmpty() && (!done || hasBegun())) {
            throw new ChatException.Unavailable("The answer of Azure OpenAI was cut off.");
        }
        return new Completed(id, model, text.toString(), refusal.toString(), finishReason, usage, trace);
    }
}
