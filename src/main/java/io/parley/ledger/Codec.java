package io.parley.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.Remark;
import io.parley.conversation.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Converts between JSON and what the ledger stores. */
final class Codec {

    private final ObjectMapper mapper;

    Codec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /**
     * Writes a message of history. The element also names the activity of the message, so that the message can be found again;
     * earlier versions ignore the name.
     */
    String write(Remark message, @Nullable String activityId) {
        return write(new StoredRemark(message.role(), message.content(), activityId));
    }

    String write(Step step) {
        return write((Object) StoredStep.of(step));
    }

    Step readStep(String json) {
        return read(json, StoredStep.class).step();
    }

    /** Returns a parser of JSON in UTF-8, within the limits of what the ledger stores. */
    JsonParser parser(byte[] json) throws IOException {
        return mapper.createParser(json);
    }

    /** Fails with {@link UncheckedIOException} also if the JSON is {@code null}. */
    <T> T read(String json, Class<T> type) {
        return read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    /** Reads JSON in UTF-8. Fails like {@link #read(String, Class)}. */
    <T> T read(byte[] json, Class<T> type) {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new UncheckedIOException(new IOException("JSON null in place of " + type));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("Not the JSON that the ledger wrote: " + type, e);
        }
    }
}
