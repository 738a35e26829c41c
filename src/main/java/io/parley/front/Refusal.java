package io.parley.front;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** An answer that refuses a request by its first lines alone, as problem details (RFC 9457). */
enum Refusal {
    /** A line of the request, or its host, that two readers may understand differently. */
    MALFORMED(HttpResponseStatus.BAD_REQUEST),
    UNKNOWN_PATH(HttpResponseStatus.NOT_FOUND),
    TOO_SLOW(HttpResponseStatus.REQUEST_TIMEOUT),
    UNKNOWN_METHOD(HttpResponseStatus.NOT_IMPLEMENTED);

    private final HttpResponseStatus status;
    private final String body;

    Refusal(HttpResponseStatus status) {
        this.status = status;
        this.body = new JsonObject()
                .put("title", status.reasonPhrase())
                .put("status", status.code())
                .encode();
    }

    void write(HttpServerResponse response) {
        response.setStatusCode(status.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(body);
    }
}
