package io.parley.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Reads what came for a token. */
final class AnswerBody {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerBody() {}

    /** Missing where it is no JSON: a proxy's page, or nothing. */
    static JsonNode json(Response response) {
        try {
            return JSON.readTree(response.readEntity(byte[].class));
        } catch (IOException | IllegalArgumentException | ProcessingException unreadable) {
            return MissingNode.getInstance();
        }
    }
}
