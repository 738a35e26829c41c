package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;

/**
 * The bot's response to an activity.
 *
 * @param status the HTTP status; 0 without a response
 * @param detail why the bot did not accept the activity, if it says so
 * @param body of the response to an accepted activity; absent for most kinds
 */
record BotResponse(int status, Optional<String> detail, Optional<JsonNode> body) {

    static final BotResponse UNREACHABLE =
            new BotResponse(0, Optional.of("The bot could not be reached."), Optional.empty());

    static BotResponse of(Response response, ObjectMapper mapper) {
        int status = response.getStatus();
        Optional<JsonNode> body = body(response, mapper);
        return status / 100 == 2
                ? new BotResponse(status, Optional.empty(), body)
                : new BotResponse(status, body.flatMap(BotResponse::detail), Optional.empty());
    }

    private static Optional<JsonNode> body(Response response, ObjectMapper mapper) {
        return response.hasEntity()
                ? Optional.ofNullable(response.readEntity(byte[].class))
                        .filter(bytes -> bytes.length > 0)
                        .flatMap(bytes -> read(bytes, mapper))
                : Optional.empty();
    }

    private static Optional<JsonNode> read(byte[] json, ObjectMapper mapper) {
        try {
            return Optional.of(mapper.readTree(json));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> detail(JsonNode problem) {
        return Optional.ofNullable(
                problem.path("detail").asText(problem.path("title").textValue()));
    }
}
