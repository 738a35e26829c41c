package io.parley.activity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Activities in the form that channels send, and a mapper that reads them like Quarkus' own. */
public final class Samples {

    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Path FOLDER = Path.of("src", "test", "resources", "activities");

    private Samples() {}

    /** Returns the names of all samples, without their endings. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a sample's activities: one, or all that were captured in a session, oldest first. */
    public static List<JsonNode> json(String name) {
        try {
            JsonNode json = MAPPER.readTree(FOLDER.resolve(name + ".json").toFile());
            return json.isArray() ? bodies(json) : List.of(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Activity> all(String name) {
        return json(name).stream().map(Samples::parse).toList();
    }

    public static Activity one(String name) {
        return all(name).get(0);
    }

    /** Returns a changed sample. */
    public static Activity one(String name, Consumer<ObjectNode> change) {
        ObjectNode json = (ObjectNode) json(name).get(0);
        change.accept(json);
        return parse(json);
    }

    /** Returns a message of a user, with the conversation and id that the test chooses. */
    public static Activity message(String conversation, String id, String text) {
        return one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", conversation);
            json.put("id", id).put("text", text).remove("channelData");
        });
    }

    public static Activity parse(JsonNode json) {
        return parse(json.toString());
    }

    public static Activity parse(String json) {
        try {
            return MAPPER.readValue(json, Activity.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> bodies(JsonNode requests) {
        return StreamSupport.stream(requests.spliterator(), false)
                .map(request -> request.get("body"))
                .filter(JsonNode::isObject)
                .toList();
    }
}
