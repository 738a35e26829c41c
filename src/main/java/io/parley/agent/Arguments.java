package io.parley.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON of the model and of tools: arguments and results. */
final class Arguments {

    /** Less than what may be written, because requests and results put the value into other objects. */
    private static final int DEEPEST = 500;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private Arguments() {}

    /** Returns the arguments of a call; empty if the model wrote no JSON object. */
    static Optional<ObjectNode> read(String arguments) {
        return tree(arguments) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    /** Returns a result that is a JSON object or list; empty for any other text. */
    static Optional<JsonNode> container(String text) {
        JsonNode tree = tree(text);
        return tree != null && tree.isContainerNode() ? Optional.of(tree) : Optional.empty();
    }

    private static @Nullable JsonNode tree(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
