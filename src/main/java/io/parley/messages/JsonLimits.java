package io.parley.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Rejects JSON that is nested deeper than any card, so that it can be stored inside other JSON. Does not intern field names:
 * the native executable never frees an interned string, and senders choose the names.
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
