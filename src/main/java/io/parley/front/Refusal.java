package io.parley.front;

import io.parley.http.Problem;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response.Status;

/** A response that rejects a request by its request line and headers only. */
enum Refusal {
    /** A request line, header or host that two servers could interpret differently. */
    MALFORMED(Status.BAD_REQUEST),
    UNKNOWN_PATH(Status.NOT_FOUND),
    TOO_SLOW(Status.REQUEST_TIMEOUT),
    UNKNOWN_METHOD(Status.NOT_IMPLEMENTED);

    private final Problem problem;

    Refusal(Status status) {
        this.problem = Problem.of(status, null);
    }

    void write(HttpServerResponse response) {
        problem.write(response);
    }
}
