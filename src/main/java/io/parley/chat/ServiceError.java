package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an error says, in whichever envelope: the service's, its gateway's, or none (a proxy's page, nothing).
 *
 * @param code {@code ""} where there is none
 * @param message one line of at most {@value #LONGEST_MESSAGE} characters, {@code ""} where there is none
 * @param filtered whether the content filter blocked the prompt
 * @param filters for what it did, such as {@code jailbreak}; may be empty
 */
record ServiceError(String code, String message, boolean filtered, List<String> filters) {

    private static final int LONGEST_MESSAGE = 300;
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    static ServiceError parse(@Nullable String body) {
        JsonNode envelope = tree(body);
        JsonNode error = envelope.path("error");
        JsonNode said = error.isObject() ? error : envelope;
        JsonNode inner = either(said, "innererror", "inner_error");
        String code = line(either(said, "code", "statusCode"));
        boolean filtered =
                code.equals("content_filter") || inner.path("code").asText().equals("ResponsibleAIPolicyViolation");
        return new ServiceError(
                code,
                line(said.path("message")),
                filtered,
                blocking(either(inner, "content_filter_result", "content_filter_results")));
    }

    private static JsonNode tree(@Nullable String body) {
        try {
            return READER.readTree(body == null ? "" : body);
        } catch (JsonProcessingException notJson) {
            return READER.createObjectNode();
        }
    }

    /** The service spells some of its fields in two ways. */
    private static JsonNode either(JsonNode node, String name, String otherName) {
        return node.hasNonNull(name) ? node.path(name) : node.path(otherName);
    }

    private static List<String> blocking(JsonNode results) {
        List<String> names = new ArrayList<>();
        results.fields().forEachRemaining(result -> {
            if (result.getValue().path("filtered").asBoolean()) {
                names.add(result.getKey());
            }
        });
        return List.copyOf(names);
    }

    private static String line(JsonNode text) {
        String line = text.isNull()
                ? ""
                : text.asText().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
