package io.parley.playground;

import io.parley.authentication.LocalIssuer;
import io.parley.mode.Playground;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Issues tokens for manual calls to the bot. Only in development, where every user of this machine is trusted. */
@PlaygroundOnly
@Path("/playground/token")
@Produces(MediaType.TEXT_PLAIN)
public class TokenResource {

    private final LocalIssuer issuer;
    private final Playground playground;

    TokenResource(LocalIssuer issuer, Playground playground) {
        this.issuer = issuer;
        this.playground = playground;
    }

    /** @param serviceUrl the serviceUrl of the activities; by default the local channel's own */
    @GET
    public Uni<String> token(@QueryParam("serviceUrl") @Nullable URI serviceUrl, @Context HttpServerRequest request) {
        if (!playground.isDevelopment()) {
            throw new NotFoundException();
        }
        if (!issuer.isNeeded()) {
            throw new BadRequestException("MICROSOFT_APP_ID is not set: the bot requires no token.");
        }
        try {
            return issuer.token(serviceUrl == null ? LocalServiceUrl.of(request) : serviceUrl);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }
}
