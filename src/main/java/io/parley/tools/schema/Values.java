package io.parley.tools.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Checks one value, without what is inside of it: its type, its length, its range, and whether it is one of a list. */
final class Values {

    private static final int MOST_SHOWN = 20;

    private Values() {}

    static Optional<String> objection(JsonNode schema, JsonNode value, String path) {
        return type(schema, value, path)
                .or(() -> enumeration(schema, value, path))
                .or(() -> range(schema, value, path))
                .or(() -> length(schema, value, path));
    }

    static boolean mayBeNull(JsonNode schema) {
        return schema.path("nullable").asBoolean() || names(schema.path("type")).contains("null");
    }

    private static Optional<String> type(JsonNode schema, JsonNode value, String path) {
        JsonNode type = schema.path("type");
        boolean fits = type.isMissingNode()
                || (value.isNull() && mayBeNull(schema))
                || (type.isArray() ? stream(type) : Stream.of(type)).anyMatch(one -> isOf(one.asText(), value));
        return fits ? Optional.empty() : Optional.of(path + " must be of type " + names(type));
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> isWhole(value);
            case "number" -> isFinite(value);
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber()
                || (isFinite(value) && value.decimalValue().stripTrailingZeros().scale() <= 0);
    }

    /** Whether a value is a number, and not larger than numbers can be: such a number is read as infinite. */
    private static boolean isFinite(JsonNode value) {
        return value.isNumber() && (!value.isFloatingPointNumber() || Double.isFinite(value.doubleValue()));
    }

    private static Optional<String> enumeration(JsonNode schema, JsonNode value, String path) {
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray() && stream(allowed).noneMatch(one -> one.equals(value))) {
            return Optional.of(path + " must be one of "
                    + stream(allowed).limit(MOST_SHOWN).map(JsonNode::toString).collect(Collectors.joining(", ")));
        }
        JsonNode only = schema.path("const");
        return only.isMissingNode() || only.equals(value) ? Optional.empty() : Optional.of(path + " must be " + only);
    }

    private static Optional<String> range(JsonNode schema, JsonNode value, String path) {
        if (!isFinite(value)) {
            return value.isNumber() ? Optional.of(path + " is out of its range" + limits(schema)) : Optional.empty();
        }
        BigDecimal number = value.decimalValue();
        boolean fits = above(number, schema.path("minimum"), schema.path("exclusiveMinimum"))
                && above(number.negate(), negated(schema.path("maximum")), negated(schema.path("exclusiveMaximum")));
        return fits ? Optional.empty() : Optional.of(path + " is out of its range" + limits(schema));
    }

    /** @param exclusive a limit of its own, or in OpenAPI 3.0 whether the other limit is one */
    private static boolean above(BigDecimal number, JsonNode limit, JsonNode exclusive) {
        boolean strict = exclusive.isBoolean() && exclusive.booleanValue();
        return (!isFinite(limit) || number.compareTo(limit.decimalValue()) >= (strict ? 1 : 0))
                && (!isFinite(exclusive) || number.compareTo(exclusive.decimalValue()) > 0);
    }

    private static JsonNode negated(JsonNode limit) {
        return isFinite(limit) ? DecimalNode.valueOf(limit.decimalValue().negate()) : limit;
    }

    private static String limits(JsonNode schema) {
        return (schema.path("minimum").isNumber() ? ", from " + schema.path("minimum") : "")
                + (schema.path("maximum").isNumber() ? ", up to " + schema.path("maximum") : "");
    }

    private static Optional<String> length(JsonNode schema, JsonNode value, String path) {
        if (value.isTextual()) {
            String text = value.textValue();
            return within(text.codePointCount(0, text.length()), schema, "Length", path);
        }
        return value.isArray() ? within(value.size(), schema, "Items", path) : Optional.empty();
    }

    private static Optional<String> within(int length, JsonNode schema, String keyword, String path) {
        int least = schema.path("min" + keyword).asInt(0);
        int most = schema.path("max" + keyword).asInt(Integer.MAX_VALUE);
        if (length < least) {
            return Optional.of(path + " is too short: " + least + " is the least");
        }
        return length > most ? Optional.of(path + " is too long: " + most + " is the most") : Optional.empty();
    }

    private static String names(JsonNode type) {
        return type.isArray() ? stream(type).map(JsonNode::asText).collect(Collectors.joining(" or ")) : type.asText();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
