package io.parley.knowledge.azure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.parley.http.HttpAnswer;
import java.io.IOException;

/** Reads the JSON of the search service, within a limit of memory. */
final class AzureJson {

    /** The most tokens of one answer. A tree takes about 80 bytes for what may be two bytes of JSON. */
    private static final long MOST_TOKENS = 50_000;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .build()
            .readerFor(JsonNode.class);

    private AzureJson() {}

    /** Returns the body; a missing node if it is not JSON or has too many values. */
    static JsonNode read(HttpAnswer answer) {
        try {
            return answer.body().length == 0 ? MissingNode.getInstance() : READER.readTree(answer.body());
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }
}
