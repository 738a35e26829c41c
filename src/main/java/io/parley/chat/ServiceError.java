package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an error says, in whichever envelope: the service's, its gateway's, or none (a proxy's page, nothing).
 *
 * @param code {@code ""} where there is none
 * @param message one line of at most {@value #LONGEST_MESSAGE} characters, {@code ""} where there is none
 * @param parameter that it is about, {@code ""} where it is about none
 * @param filtered whether the content filter blocked the prompt
 * @param filters for what it did, such as {@code jailbreak}; may be empty
 */
record ServiceError(String code, String message, String parameter, boolean filtered, List<String> filters) {

    private static final int LONGEST_MESSAGE = 300;
    private static final Set<String> PARAMETER_CODES =
            Set.of("unsupported_parameter", "unsupported_value", "unknown_parameter");
    private static final Pattern UNRECOGNIZED = Pattern.compile("Unrecognized request arguments? supplied: (\\w+)");
    private static final Pattern TOKENS = Pattern.compile("(\\d{1,9}) tokens");
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    static ServiceError parse(@Nullable String body) {
        JsonNode envelope = tree(body);
        JsonNode error = envelope.path("error");
        JsonNode said = error.isObject() ? error : envelope;
        JsonNode inner = either(said, "innererror", "inner_error");
        String code = line(either(said, "code", "statusCode"));
        String message = line(said.path("message"));
        boolean filtered =
                code.equals("content_filter") || inner.path("code").asText().equals("ResponsibleAIPolicyViolation");
        return new ServiceError(
                code,
                message,
                parameter(line(said.path("param")), message),
                filtered,
                blocking(either(inner, "content_filter_result", "content_filter_results")));
    }

    /** An unknown one is named in the message only. */
    private static String parameter(String named, String message) {
        Matcher unrecognized = UNRECOGNIZED.matcher(message);
        return named.isEmpty() && unrecognized.find() ? unrecognized.group(1) : named;
    }

    /** Whether the deployment does not take the parameter, or not this value of it. */
    boolean refusesParameter() {
        return !parameter.isEmpty()
                && (PARAMETER_CODES.contains(code)
                        || UNRECOGNIZED.matcher(message).find());
    }

    boolean overflows() {
        return code.equals("context_length_exceeded");
    }

    /** The numbers of tokens that an error names: of {@link #overflows}, the limit and what the chat came to. */
    List<Integer> tokens() {
        return TOKENS.matcher(message)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
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
