package io.parley.chat;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the service says of itself in the headers of each answer, for when that breaks off or is blocked. */
final class CallTraces implements ClientResponseFilter {

    private static final List<String> TOLD =
            List.of("apim-request-id", "x-ms-region", "x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens");
    private static final int OK = 200;

    private final Map<String, String> traces = new ConcurrentHashMap<>();

    /** Ids by which the service's support, and its logs, find a call: {@code [x-ms-client-request-id …, apim-request-id …]}. */
    static String of(String requestId, Function<String, @Nullable String> header) {
        StringJoiner trace = new StringJoiner(", ", "[", "]").add(ChatCompletionsApi.REQUEST_ID + " " + requestId);
        TOLD.forEach(name -> Optional.ofNullable(header.apply(name)).ifPresent(value -> trace.add(name + " " + value)));
        return trace.toString();
    }

    /** The same, before the service has answered. */
    static String of(String requestId) {
        return of(requestId, name -> null);
    }

    /** Expects headers of a call, until it {@linkplain #end ends}. */
    void begin(String requestId) {
        traces.put(requestId, of(requestId));
    }

    /** What is known of a call that has begun. */
    String known(String requestId) {
        return traces.getOrDefault(requestId, "");
    }

    void end(String requestId) {
        traces.remove(requestId);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        String requestId = request.getHeaderString(ChatCompletionsApi.REQUEST_ID);
        if (requestId != null && response.getStatus() == OK) {
            traces.computeIfPresent(requestId, (id, before) -> of(id, response::getHeaderString));
        }
    }
}
