package io.parley.chat;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * An answer of the service other than 200, as the operator should hear of it.
 *
 * @param trace ids by which the service's support, and its logs, find the call
 */
record ErrorAnswer(int status, ServiceError error, String trace) {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;

    static ErrorAnswer of(Response response, String requestId) {
        StringJoiner trace = new StringJoiner(", ", "[", "]").add(ChatCompletionsApi.REQUEST_ID + " " + requestId);
        header(response, "apim-request-id").ifPresent(trace::add);
        header(response, "x-ms-region").ifPresent(trace::add);
        return new ErrorAnswer(
                response.getStatus(), ServiceError.parse(response.readEntity(String.class)), trace.toString());
    }

    private static Optional<String> header(Response response, String name) {
        return Optional.ofNullable(response.getHeaderString(name)).map(value -> name + " " + value);
    }

    ChatException toException() {
        if (status == TOO_MANY_REQUESTS) {
            return new ChatException.Throttled(describe());
        }
        if (status >= 500 || status == REQUEST_TIMEOUT || status == CONFLICT) {
            return new ChatException.Unavailable(describe());
        }
        if (error.filtered()) {
            return new ChatException.Filtered(describeFilter());
        }
        return new ChatException.Rejected(describe());
    }

    private String describeFilter() {
        String by = error.filters().isEmpty() ? "" : " for " + String.join(", ", error.filters());
        return "The content filter blocked the prompt" + by + " " + trace + ".";
    }

    private String describe() {
        StringJoiner sentences = new StringJoiner(" ");
        sentences.add("Azure OpenAI answered " + status + codeBesideStatus() + " " + trace + ".");
        if (!error.message().isEmpty()) {
            sentences.add("It says: " + error.message());
        }
        ErrorAdvice.on(status, error).ifPresent(sentences::add);
        return sentences.toString();
    }

    private String codeBesideStatus() {
        return error.code().isEmpty() || error.code().equals(Integer.toString(status)) ? "" : " " + error.code();
    }
}
