package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.authentication.LocalIssuer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Posts activities to this bot over HTTP like the Bot Connector, with a signed token if the bot requires one. */
@ApplicationScoped
class MessagesClient {

    private final MessagesApi api;
    private final LocalIssuer issuer;
    private final ObjectMapper mapper;

    @Inject
    MessagesClient(LocalIssuer issuer, ObjectMapper mapper) {
        this(MessagesApi.create(), issuer, mapper);
    }

    MessagesClient(MessagesApi api, LocalIssuer issuer, ObjectMapper mapper) {
        this.api = api;
        this.issuer = issuer;
        this.mapper = mapper;
    }

    /** Returns the bot's response; never fails. */
    Uni<Answer> post(URI serviceUrl, JsonNode activity) {
        String endpoint = serviceUrl.resolve("/api/messages").toString();
        return Uni.createFrom()
                .deferred(() -> authorization(serviceUrl))
                .chain(authorization -> api.post(endpoint, authorization.orElse(null), activity))
                .map(this::answer)
                .onFailure()
                .recoverWithItem(
                        failure -> new Answer(0, Optional.of("The bot could not be reached."), Optional.empty()));
    }

    private Uni<Optional<String>> authorization(URI serviceUrl) {
        return issuer.isNeeded()
                ? issuer.token(serviceUrl).map(token -> Optional.of("Bearer " + token))
                : Uni.createFrom().item(Optional.empty());
    }

    private Answer answer(Response response) {
        int status = response.getStatus();
        Optional<JsonNode> body = body(response);
        return status / 100 == 2
                ? new Answer(status, Optional.empty(), body)
                : new Answer(status, body.flatMap(MessagesClient::detail), Optional.empty());
    }

    private Optional<JsonNode> body(Response response) {
        return response.hasEntity()
                ? Optional.ofNullable(response.readEntity(byte[].class))
                        .filter(bytes -> bytes.length > 0)
                        .flatMap(this::read)
                : Optional.empty();
    }

    private Optional<JsonNode> read(byte[] json) {
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

    /**
     * @param status the HTTP status; 0 without a response
     * @param detail why the bot did not accept the activity, if it says so
     * @param body what it answered to an activity that it accepted; absent for most kinds
     */
    record Answer(int status, Optional<String> detail, Optional<JsonNode> body) {}
}
