package io.parley.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.parley.authentication.KeysUnavailableException;
import io.parley.authentication.TokenRejectedException;
import io.parley.http.Problem;
import io.parley.ledger.TurnException;
import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps the failures of a request to problem details. */
@Singleton
class Problems {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

    private final UnacceptedActivities unaccepted = new UnacceptedActivities(System::nanoTime);
    private final long maxBodySize;

    Problems(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBodySize = maxBodySize.asLongValue();
    }

    @ServerExceptionMapper
    Response rejected(TokenRejectedException failure) {
        return unauthorized(failure.challenge());
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException failure) {
        return unauthorized("Bearer");
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException failure) {
        return unauthorized("Bearer");
    }

    @ServerExceptionMapper
    Response keyless(KeysUnavailableException failure) {
        return later(failure.retryAfter(), "Tokens cannot be verified at the moment.");
    }

    @ServerExceptionMapper
    Response unaccepted(TurnException failure) {
        if (failure instanceof TurnException.Unanswerable) {
            return Problem.response(Response.Status.BAD_REQUEST, failure.getMessage())
                    .build();
        }
        if (failure instanceof TurnException.TimedOut) {
            return Problem.response(
                            Response.Status.GATEWAY_TIMEOUT,
                            "The answer is not ready yet. Send the same activity again to continue waiting for it.")
                    .build();
        }
        unaccepted.log(String.valueOf(failure.getMessage()));
        return later(
                TRY_AGAIN_AFTER, "The activity may not be stored. Send it again: this does not start a second turn.");
    }

    /** More specific than the framework's own mapper, which would respond without a body. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException failure, HttpServerRequest request) {
        return malformed(failure, request);
    }

    /** A body without a declared length is cut at the maximum length, so its JSON is incomplete: this is a 413. */
    @ServerExceptionMapper
    Response malformed(JsonProcessingException failure, HttpServerRequest request) {
        return request.bytesRead() > maxBodySize
                ? Problem.response(Response.Status.REQUEST_ENTITY_TOO_LARGE, null)
                        .header("Connection", "close")
                        .build()
                : Problem.response(
                                Response.Status.BAD_REQUEST,
                                "The body is not an activity: " + InvalidBody.where(failure))
                        .build();
    }

    /** Handles all requests that the framework rejects before they reach the endpoint. */
    @ServerExceptionMapper
    Response refused(WebApplicationException failure, HttpServerRequest request) {
        if (failure.getCause() instanceof JsonProcessingException malformed) {
            return malformed(malformed, request);
        }
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return Problem.response(status, failure instanceof BadRequestException ? failure.getMessage() : null)
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Exception failure) {
        Log.error("Unexpected error while handling a request", failure);
        return Problem.response(Response.Status.INTERNAL_SERVER_ERROR, null).build();
    }

    static Response unauthorized(String challenge) {
        return Problem.response(Response.Status.UNAUTHORIZED, null)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    static Response later(Duration retryAfter, String detail) {
        return Problem.response(Response.Status.SERVICE_UNAVAILABLE, detail)
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    /** Closes the connection after the response; the framework discards the remaining body. */
    static Response tooManyBodies() {
        return Response.fromResponse(
                        later(Duration.ofSeconds(1), "Too many request bodies at the moment. Send the activity again."))
                .header("Connection", "close")
                .build();
    }
}
