package io.parley.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the ledger stores, as JSON. */
final class TurnCodec {

    private final ObjectMapper mapper;

    TurnCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not to be written as JSON: " + value.getClass(), e);
        }
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
