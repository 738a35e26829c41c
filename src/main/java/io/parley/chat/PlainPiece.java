package io.parley.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent piece of a stream: a few more words of its only choice. It is read without a tree, because a tree takes
 * ten times the memory of the words. {@link CompletionStream} reads all other pieces.
 *
 * <pre>{@code
 * {"id":"chatcmpl-8J…","model":"gpt-4.1-mini-2025-04-14","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}
 * }</pre>
 */
final class PlainPiece {

    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String finishReason;
    private String words = "";
    private boolean chosen;

    private PlainPiece() {}

    /** Reads a piece; null if it is of another kind, or is not JSON. */
    static @Nullable PlainPiece read(String json) {
        PlainPiece piece = new PlainPiece();
        try (JsonParser parser = AnswerJson.READER.createParser(json)) {
            boolean plain = parser.nextToken() == JsonToken.START_OBJECT
                    && piece.readFields(parser)
                    && piece.chosen
                    && parser.nextToken() == null;
            return plain ? piece : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    /** Returns whether all fields are those of such a piece. */
    private boolean readFields(JsonParser parser) throws IOException {
        boolean plain = true;
        while (plain && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "id" -> id = text(parser, value);
                case "model" -> model = text(parser, value);
                case "choices" -> plain = !chosen && value == JsonToken.START_ARRAY && readChoice(parser);
                case "error", "usage" -> plain = value == JsonToken.VALUE_NULL;
                default -> parser.skipChildren();
            }
        }
        return plain;
    }

    private boolean readChoice(JsonParser parser) throws IOException {
        boolean plain = parser.nextToken() == JsonToken.START_OBJECT;
        chosen = true;
        while (plain && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "finish_reason" -> finishReason = text(parser, value);
                case "delta" -> plain = value == JsonToken.START_OBJECT && readDelta(parser);
                case "message" -> plain = false;
                default -> parser.skipChildren();
            }
        }
        return plain && parser.nextToken() == JsonToken.END_ARRAY;
    }

    private boolean readDelta(JsonParser parser) throws IOException {
        boolean plain = true;
        words = "";
        while (plain && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "content" -> {
                    plain = value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL;
                    words = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                }
                case "refusal", "tool_calls" -> plain = value == JsonToken.VALUE_NULL;
                default -> parser.skipChildren();
            }
        }
        return plain;
    }

    private static @Nullable String text(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    @Nullable
    String id() {
        return id;
    }

    @Nullable
    String model() {
        return model;
    }

    @Nullable
    String finishReason() {
        return finishReason;
    }

    /** Returns the words; may be empty. */
    String words() {
        return words;
    }
}
