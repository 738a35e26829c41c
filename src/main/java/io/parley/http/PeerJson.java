package io.parley.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/**
 * Reads JSON of peers, within limits of memory. What is not JSON, is nested too deeply or has too many values is a missing node: a
 * proxy's page, an empty body, or an attack.
 */
public final class PeerJson {

    /** Less than what may be written, because callers put the value into other objects. */
    private static final int DEEPEST = 500;

    /** The most tokens of one document. A tree takes about 80 bytes for what may be three bytes of JSON. */
    private static final long MOST_TOKENS = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build());

    private PeerJson() {}

    static JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }

    /** Reads a text, such as the data of an event. */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            return MissingNode.getInstance();
        }
    }
}
