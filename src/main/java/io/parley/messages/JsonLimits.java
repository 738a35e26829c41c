package io.parley.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Refuses JSON that is nested deeper than any card is: what is read can then be stored within other JSON. Names of fields
 * are not interned: the native executable keeps an interned text for ever, and senders choose the names.
 */
@Singleton
class JsonLimits implements ObjectMapperCustomizer {

    private static final int DEPTH = 64;

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH).build());
    }
}
