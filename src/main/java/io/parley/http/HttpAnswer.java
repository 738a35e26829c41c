package io.parley.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A peer's response, with any status. The status is valid even when the body is incomplete: the connection broke, or the
 * body was too long or too slow. The body is then empty, and the flaw says why. It can contain secrets: {@link #toString}
 * shows only the status.
 *
 * @param headers the headers by their names in lower case
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body, Optional<Throwable> flaw) {

    /** Less than what may be written, because callers put the value into other objects. */
    private static final int DEEPEST = 500;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    /** Returns the first value of a header. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }

    /**
     * Returns the body as JSON, for any media type. Returns a missing node when it is not JSON: a proxy's page, an empty or
     * incomplete body, or one that is nested too deeply.
     */
    public JsonNode json() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
