package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of an error's body, in each envelope: the service's, its gateway's, or none (a proxy's page, an empty body).
 *
 * @param code {@code ""} if absent
 * @param message one line of at most {@value #LONGEST_MESSAGE} characters, {@code ""} if absent
 * @param parameter the parameter that caused it, {@code ""} if none did
 * @param filtered whether the content filter blocked the prompt
 * @param filters the names of the filters that blocked it, such as {@code jailbreak}; may be empty
 * @param status the HTTP status that an error in an answer with status 200 would have had
 */
record ServiceError(String code, String message, String parameter, boolean filtered, List<String> filters, int status) {

    private static final int LONGEST_MESSAGE = 300;
    private static final Set<String> PARAMETER_CODES =
            Set.of("unsupported_parameter", "unsupported_value", "unknown_parameter", "invalid_function_parameters");
    private static final Map<String, Integer> STATUS_OF_CODES = Map.of(
            "content_filter", 400,
            "context_length_exceeded", 400,
            "DeploymentNotFound", 404,
            "insufficient_quota", 429,
            "rate_limit_exceeded", 429,
            "too_many_requests", 429);
    private static final int SERVER_ERROR = 500;
    private static final String ERROR = "error";
    private static final Pattern UNRECOGNIZED = Pattern.compile("Unrecognized request arguments? supplied: (\\w+)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,80}");
    private static final Pattern TOKENS = Pattern.compile("(\\d{1,9}) tokens");
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    /** Whether an answer, or a piece of one, is an error, in the service's envelope or in its gateway's. */
    static boolean isIn(JsonNode answer) {
        JsonNode error = answer.path(ERROR);
        return error.isContainerNode()
                ? !error.isEmpty()
                : !error.asText("").isBlank() && !error.isNull() && !error.isBoolean()
                        || (!answer.has("choices") && answer.has("statusCode"));
    }

    static ServiceError parse(@Nullable String body) {
        return of(tree(body));
    }

    static ServiceError of(JsonNode envelope) {
        JsonNode error = envelope.path(ERROR);
        JsonNode said = error.isObject() ? error : envelope;
        JsonNode inner = either(said, "innererror", "inner_error");
        String code = line(either(said, "code", "statusCode"));
        String message = line(error.isTextual() ? error : said.path("message"));
        boolean filtered =
                code.equals("content_filter") || inner.path("code").asText().equals("ResponsibleAIPolicyViolation");
        return new ServiceError(
                code,
                message,
                isAboutStrict(code, said, message) ? "strict" : parameter(line(said.path("param")), message),
                filtered,
                filters(said, inner),
                status(said, code));
    }

    private static int status(JsonNode said, String code) {
        int number = said.path("status")
                .asInt(said.path("statusCode").asInt(said.path("code").asInt()));
        return number >= 400 && number < 600 ? number : STATUS_OF_CODES.getOrDefault(code, SERVER_ERROR);
    }

    /** The parameter {@code strict} is a part of each tool, and is named by its path or by what it does. */
    private static boolean isAboutStrict(String code, JsonNode said, String message) {
        return code.equals("invalid_function_parameters")
                || said.path("param").asText().endsWith(".strict")
                || message.contains("'strict' was unexpected");
    }

    /** Returns the parameter. An unknown one is named only in the message. */
    private static String parameter(String named, String message) {
        Matcher unrecognized = UNRECOGNIZED.matcher(message);
        return named.isEmpty() && unrecognized.find() ? unrecognized.group(1) : named;
    }

    /** Whether the deployment does not accept the parameter, or not with this value. */
    boolean refusesParameter() {
        return !parameter.isEmpty()
                && (PARAMETER_CODES.contains(code)
                        || message.contains("'strict' was unexpected")
                        || UNRECOGNIZED.matcher(message).find());
    }

    /** Whether the model takes no tools together with this reasoning effort, or with the one that it has by default. */
    boolean refusesEffortWithTools() {
        return parameter.equals("reasoning_effort") && message.contains("Function tools");
    }

    boolean overflows() {
        return code.equals("context_length_exceeded");
    }

    /** Returns the numbers of tokens in the message: if it {@link #overflows}, the limit and the length of the chat. */
    List<Integer> tokens() {
        return TOKENS.matcher(message)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    /**
     * Returns the code and the parameter for a log. The message is never for a log, because it can repeat what a user wrote.
     *
     * @return such as {@code unsupported_value (temperature)}; {@code ""} if neither looks like a name
     */
    String names() {
        String named = NAME.matcher(code).matches() ? code : "";
        return NAME.matcher(parameter).matches() ? (named + " (" + parameter + ")").strip() : named;
    }

    private static JsonNode tree(@Nullable String body) {
        try {
            return READER.readTree(body == null ? "" : body);
        } catch (JsonProcessingException notJson) {
            return READER.createObjectNode();
        }
    }

    /** Returns one of two fields: the service spells some names in two ways. */
    private static JsonNode either(JsonNode node, String name, String otherName) {
        return node.hasNonNull(name) ? node.path(name) : node.path(otherName);
    }

    /** The Responses interface lists what its filters found in the prompt. */
    private static List<String> filters(JsonNode said, JsonNode inner) {
        List<String> names =
                new ArrayList<>(blocking(either(inner, "content_filter_result", "content_filter_results")));
        said.path("content_filters").forEach(found -> names.addAll(blocking(found.path("content_filter_results"))));
        return List.copyOf(names);
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
