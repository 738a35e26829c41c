package io.parley.http;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Returns the first value of a header. */
    public Optional<String> header(String lowerCaseName) {
        List<String> values = headers.getOrDefault(lowerCaseName, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Returns the body as JSON, for any media type; a missing node when {@link PeerJson} does not read it. */
    public JsonNode json() {
        return PeerJson.read(body);
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
