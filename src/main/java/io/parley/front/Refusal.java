package io.parley.front;

import io.parley.http.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response.Status;
import java.util.EnumSet;
import java.util.Set;

/** A response that rejects a request by its request line and headers only. */
enum Refusal {
    /** A request line, header or host that two servers could interpret differently. */
    MALFORMED(Status.BAD_REQUEST),
    /** A body whose end two servers could see at different places. */
    UNKNOWN_LENGTH(Status.BAD_REQUEST),
    /** A request of a web page to the port of operators. */
    FROM_A_PAGE(Status.FORBIDDEN),
    UNKNOWN_PATH(Status.NOT_FOUND),
    TOO_SLOW(Status.REQUEST_TIMEOUT),
    UNKNOWN_METHOD(Status.NOT_IMPLEMENTED);

    private static final Set<Refusal> LAST = EnumSet.of(UNKNOWN_LENGTH, TOO_SLOW);

    private final Problem problem;

    Refusal(Status status) {
        this.problem = Problem.of(status, null);
    }

    /** Writes the response, and closes the connection after it if the end of the body is not known. */
    void write(RoutingContext context) {
        if (LAST.contains(this)) {
            FollowedRequest.close(context);
        }
        problem.write(context.response());
    }
}
