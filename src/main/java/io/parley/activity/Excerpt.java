package io.parley.activity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of any structure and size into a tree of limited size. What does not fit is skipped while it is read, so it never
 * uses memory. A small value behind a large one is still kept.
 */
final class Excerpt {

    /** The memory of a value with its place in a map, in addition to the characters of its name and text. */
    private static final int BYTES_OF_VALUE = 64;

    private final JsonParser parser;
    private int left;

    private Excerpt(JsonParser parser, int limit) {
        this.parser = parser;
        this.left = limit;
    }

    /** Returns the value at the parser's position; null if no part of it fits. */
    static @Nullable JsonNode of(JsonParser parser, int limit) throws IOException {
        return new Excerpt(parser, limit).value();
    }

    /**
     * Returns what the elements of the array at the parser's position become, without nulls. The limit is for all of them
     * together.
     */
    static <T> List<T> ofList(
            JsonParser parser, DeserializationContext context, int limit, Function<JsonNode, T> conversion)
            throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            context.reportWrongTokenException(List.class, JsonToken.START_ARRAY, "a list is expected");
        }
        List<T> elements = new ArrayList<>();
        for (JsonNode element : new Excerpt(parser, limit).array()) {
            if (!element.isNull()) {
                elements.add(conversion.apply(element));
            }
        }
        return List.copyOf(elements);
    }

    private @Nullable JsonNode value() throws IOException {
        if (!take(BYTES_OF_VALUE) || isLongText() || isLongNumber()) {
            parser.skipChildren();
            return null;
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            default -> parser.readValueAsTree();
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!take(name.length())) {
                parser.skipChildren();
                continue;
            }
            JsonNode value = value();
            if (value != null) {
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode value = value();
            if (value != null) {
                array.add(value);
            }
        }
        return array;
    }

    /** Whether a text exceeds the limit. Its characters are counted before a string is created. */
    private boolean isLongText() throws IOException {
        return parser.hasToken(JsonToken.VALUE_STRING) && !take(parser.getTextLength());
    }

    private boolean isLongNumber() throws IOException {
        return parser.currentToken().isNumeric() && !take(parser.getTextLength());
    }

    private boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }
}
