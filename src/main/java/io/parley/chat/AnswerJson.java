package io.parley.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of answers and events of a model, within limits of memory. */
final class AnswerJson {

    private static final int LONGEST_NAME = 100;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    /** The most tokens of one document. A tree takes about 80 bytes for what may be two bytes of JSON. */
    private static final long MOST_TOKENS = 500_000;

    /** Reads numbers leniently: a value that is only counted must not fail an answer. */
    static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(100_000)
                            .maxStringLength(AnswerLimit.MOST_BYTES)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .readerFor(JsonNode.class);

    private AnswerJson() {}

    static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** Returns a name as one line, for logs; the known one if there is no other. */
    static Optional<String> name(@Nullable String name, Optional<String> known) {
        if (name == null || known.isPresent() && known.get().equals(name)) {
            return known;
        }
        String line = CONTROLS.matcher(name).replaceAll(" ").strip();
        return line.isEmpty() ? known : Optional.of(WholeCharacters.beginning(line, LONGEST_NAME));
    }
}
