package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.authentication.LocalIssuer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    Uni<BotResponse> post(URI serviceUrl, JsonNode activity) {
        String endpoint = serviceUrl.resolve("/api/messages").toString();
        return Uni.createFrom()
                .deferred(() -> authorization(serviceUrl))
                .chain(authorization -> api.post(endpoint, authorization.orElse(null), activity))
                .map(response -> BotResponse.of(response, mapper))
                .onFailure()
                .recoverWithItem(BotResponse.UNREACHABLE);
    }

    private Uni<Optional<String>> authorization(URI serviceUrl) {
        return issuer.isNeeded()
                ? issuer.token(serviceUrl).map(token -> Optional.of("Bearer " + token))
                : Uni.createFrom().item(Optional.empty());
    }
}
