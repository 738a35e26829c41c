package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.parley.http.ServerSentEvents.Event;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Assembles a streamed answer from the data of its events:
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
 * A whole answer is one such piece, with a {@code message} in place of the {@code delta}. A content filter that runs beside the
 * model may block the answer after its end.
 *
 * <p>Only the text of the answer, its calls, and an error decide about the result: all other fields may be missing, or of any
 * type.
 */
final class CompletionStream {

    private static final String ERROR = "error";
    private static final Optional<String> BLOCKED = Optional.of("content_filter");
    private static final String LENGTH = "length";

    /** In UTF-16 units. More than any model writes at once, and more than any channel shows in a dozen messages. */
    static final int LONGEST_TEXT = 64 * 1024;

    /** A draft is a copy of the whole text. With one for each piece, the cost would grow with the square of the length. */
    private static final int DRAFTS_PER_DOUBLING = 256;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final ToolCallPieces calls = new ToolCallPieces();
    private final Translation translation;
    private final Consumer<String> draft;
    private final Supplier<String> trace;
    private final Variables variables;
    private Optional<String> id = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> finishReason = Optional.empty();
    private Usage usage = Usage.UNKNOWN;
    private int drafted;
    private boolean mayBeHalved;
    private boolean heard;
    private boolean done;

    /**
     * @param translation of the events, if they are not those of chat completions
     * @param draft gets the text so far at {@link #show}: with each more of a short text, at each 1/256 more of a long one
     * @param trace of the call, for error messages
     */
    CompletionStream(Translation translation, Consumer<String> draft, Supplier<String> trace, Variables variables) {
        this.translation = translation;
        this.draft = draft;
        this.trace = trace;
        this.variables = variables;
    }

    /** Fails with a {@link ChatException} if the service reports an error, or the event is not a piece of an answer. */
    void add(Event event) {
        translation.translate(event).forEach(this::addTranslated);
    }

    private void addTranslated(Event event) {
        String data = event.data().strip();
        if (data.startsWith(AnswerReader.DONE)) {
            done = true;
        } else if (!data.isEmpty() && !done) {
            add(data, event.name().equals(ERROR));
        }
    }

    private void add(String data, boolean error) {
        if (error) {
            throw failure(ServiceError.parse(data));
        }
        PlainPiece plain = PlainPiece.read(data);
        if (plain == null) {
            addTrees(data);
        } else {
            add(plain);
        }
    }

    private void add(PlainPiece piece) {
        heard = true;
        id = AnswerJson.name(piece.id(), id);
        model = AnswerJson.name(piece.model(), model);
        finish(piece.finishReason());
        append(piece.words(), text);
    }

    private void addTrees(String data) {
        try (MappingIterator<JsonNode> pieces = AnswerJson.READER.readValues(data)) {
            while (pieces.hasNextValue()) {
                add(pieces.nextValue());
            }
        } catch (IOException notJson) {
            // Without its cause, which would quote the answer.
            throw unreadable();
        }
    }

    private void add(JsonNode piece) {
        if (piece.isNull()) {
            return;
        }
        demand(piece.isObject());
        if (ServiceError.isIn(piece)) {
            throw failure(ServiceError.of(piece));
        }
        heard = true;
        id = AnswerJson.name(piece.path("id").textValue(), id);
        model = AnswerJson.name(piece.path("model").textValue(), model);
        usage = piece.path("usage").isObject() ? Usage.of(piece.path("usage")) : usage;
        JsonNode choices = piece.path("choices");
        demand(AnswerJson.isNothing(choices) || choices.isArray());
        for (JsonNode choice : choices) {
            if (!choice.isNull()) {
                choose(choice);
                return;
            }
        }
    }

    private void choose(JsonNode choice) {
        demand(choice.isObject());
        finish(choice.path("finish_reason").textValue());
        JsonNode message = AnswerJson.isNothing(choice.path("delta")) ? choice.path("message") : choice.path("delta");
        demand(AnswerJson.isNothing(message) || message.isObject());
        append(words(message.path("refusal")), refusal);
        append(words(message.path("content")), text);
        demand(calls.add(message.path("tool_calls")));
    }

    /** Keeps the first reason of a blocked answer. */
    private void finish(@Nullable String reason) {
        if (!finishReason.equals(BLOCKED)) {
            finishReason = AnswerJson.name(reason, finishReason);
        }
    }

    /** Hands over the draft if there is more of the text. Call this after the events that arrived together. */
    void show() {
        if (text.length() - drafted > text.length() / DRAFTS_PER_DOUBLING) {
            drafted = text.length();
            draft.accept(text());
        }
    }

    /** Cuts a text that is too long, and ignores all further text: the answer then counts as one that has reached its limit. */
    private void append(String more, StringBuilder said) {
        said.append(more);
        mayBeHalved = mayBeHalved || WholeCharacters.hasSurrogates(more);
        if (said.length() > LONGEST_TEXT) {
            boolean halved = Character.isHighSurrogate(said.charAt(LONGEST_TEXT - 1));
            said.setLength(halved ? LONGEST_TEXT - 1 : LONGEST_TEXT);
            finishReason = Optional.of(LENGTH);
            done = true;
        }
    }

    /** Reads the content. Some models send their text in parts: {@code [{"type":"text","text":"Hello"}]}. */
    private String words(JsonNode content) {
        if (AnswerJson.isNothing(content)) {
            return "";
        }
        if (content.isArray()) {
            StringBuilder words = new StringBuilder();
            content.forEach(part -> words.append(words(part.isObject() ? part.path("text") : part)));
            return words.toString();
        }
        // A gateway may convert a text of digits to a number.
        demand(content.isValueNode());
        return content.asText();
    }

    private void demand(boolean readable) {
        if (!readable) {
            throw unreadable();
        }
    }

    private ChatException unreadable() {
        return CallFailures.unreadable(trace.get(), variables);
    }

    private ChatException failure(ServiceError error) {
        return error.filtered()
                ? new ChatException.Filtered("The content filter ended the answer " + trace.get() + ".")
                : ErrorAnswer.within(error, trace.get(), variables).toException();
    }

    /** Whether the service has said that the answer is complete. */
    boolean isDone() {
        return done;
    }

    /** Whether any part of the answer has arrived. */
    boolean isAnswering() {
        return hasBegun() || !calls.isEmpty();
    }

    /** Whether the model has said anything to the user: another call would give a different answer. */
    boolean hasBegun() {
        return text.length() > 0;
    }

    /** Returns the text so far. */
    String text() {
        return mayBeHalved ? WholeCharacters.of(text) : text.toString();
    }

    /** Returns the whole answer at the stream's end; fails with {@link ChatException.Unavailable} if that came too early. */
    Completed completed() {
        if (!heard) {
            throw unreadable();
        }
        if (finishReason.isEmpty() && !done) {
            throw new ChatException.Unavailable("The answer was cut off " + trace.get() + ".");
        }
        return new Completed(
                id,
                model,
                translation.finished(text()),
                refusal.toString(),
                calls.complete(),
                translation.reasoning(),
                finishReason,
                usage,
                trace.get());
    }
}
