package io.parley.chat;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the deployment of each call and the ids in the headers of its answer, for error messages about an answer that breaks
 * off or is blocked.
 */
final class CallTraces implements ClientResponseFilter {

    private static final List<String> TOLD =
            List.of("apim-request-id", "x-ms-region", "x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens");
    private static final int LONGEST = 100;
    private static final int OK = 200;

    private final String deployment;
    private final Map<String, String> traces = new ConcurrentHashMap<>();
    private final Map<String, Response> refusals = new ConcurrentHashMap<>();

    /** @param deployment with its host, as {@link ChatTarget#name} */
    CallTraces(String deployment) {
        this.deployment = deployment;
    }

    /**
     * Returns the deployment, and the ids by which the service's support, and its logs, find a call:
     * {@code [gpt-4o-mini@contoso.openai.azure.com, x-ms-client-request-id …, apim-request-id …]}.
     */
    String of(String requestId, Function<String, @Nullable String> header) {
        StringJoiner trace =
                new StringJoiner(", ", "[", "]").add(deployment).add(ChatCompletionsApi.REQUEST_ID + " " + requestId);
        TOLD.forEach(
                name -> Optional.ofNullable(header.apply(name)).ifPresent(value -> trace.add(name + " " + cut(value))));
        return trace.toString();
    }

    private static String cut(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }

    /** Keeps the headers of a call until it {@linkplain #end ends}. */
    void begin(String requestId) {
        traces.put(requestId, of(requestId, name -> null));
    }

    /** Returns what is known of a call. */
    String known(String requestId) {
        String known = traces.get(requestId);
        return known == null ? of(requestId, name -> null) : known;
    }

    void end(String requestId) {
        traces.remove(requestId);
        refusals.remove(requestId);
    }

    /** Keeps the head of an error, whose body may never end. Ignored if no caller waits for the call any more. */
    void refused(String requestId, int status, Iterable<Map.Entry<String, String>> headers) {
        if (traces.containsKey(requestId)) {
            Response.ResponseBuilder head = Response.status(status).entity("");
            headers.forEach(header -> head.header(header.getKey(), header.getValue()));
            refusals.put(requestId, head.build());
        }
    }

    /** Returns the meaning of a failed call: an error without its body, if its head had arrived. */
    Throwable meaning(Throwable failure, String requestId) {
        Response head = failure instanceof WebApplicationException ? null : refusals.get(requestId);
        return head == null ? failure : new WebApplicationException(head);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        String requestId = request.getHeaderString(ChatCompletionsApi.REQUEST_ID);
        if (requestId != null && response.getStatus() == OK) {
            answered(requestId, response::getHeaderString);
        }
    }

    /** Keeps the ids in the head of an answer. Ignored if no caller waits for the call any more. */
    void answered(String requestId, Function<String, @Nullable String> header) {
        traces.computeIfPresent(requestId, (id, before) -> of(id, header));
    }
}
