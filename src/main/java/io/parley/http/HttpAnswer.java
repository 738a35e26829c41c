package io.parley.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a peer answered, with any status. The status counts also where the body did not come whole: it broke off, was too
 * long or took too long. The body is empty then, and the flaw says why. May hold secrets: {@link #toString} shows the status.
 *
 * @param headers by their names in lower case
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body, Optional<Throwable> flaw) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first value of a header. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }

    /** The body, of any media type; missing where it is no JSON: a proxy's page, nothing, what did not come whole. */
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
