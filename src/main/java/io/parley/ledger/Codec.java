package io.parley.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.conversation.Remark;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What the ledger stores, as JSON. */
final class Codec {

    private final ObjectMapper mapper;

    Codec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not to be written as JSON: " + value.getClass(), e);
        }
    }

    /**
     * A message of history. Beside what the model sees of it, it names the activity that it came from, so that it can be found
     * again; versions before read it without that.
     */
    String write(Remark message, @Nullable String activityId) {
        ObjectNode json = mapper.valueToTree(message);
        return write(activityId == null ? json : json.put("activity", activityId));
    }

    /** Fails with {@link UncheckedIOException} also where there is nothing but {@code null}. */
    <T> T read(String json, Class<T> type) {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new UncheckedIOException(new IOException("Nothing where the ledger wrote: " + type));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not the JSON that the ledger wrote: " + type, e);
        }
    }
}
