package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls the bot's messaging endpoint like a channel. Returns a response with any status. */
interface MessagesApi {

    /** The Connector's time limit. */
    Duration TIMEOUT = Duration.ofSeconds(15);

    static MessagesApi create() {
        return QuarkusRestClientBuilder.newBuilder()
                // Each call sets its own address.
                .baseUri(URI.create("http://localhost"))
                .connectTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(MessagesApi.class);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Response> post(
            @Url String endpoint,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            JsonNode activity);
}
