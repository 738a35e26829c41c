package io.parley.messages;

import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces that is called with gRPC: over HTTP/2, without TLS. */
public final class GrpcCollector {

    private static final String EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    /** Of each message: whether it is compressed, and its length. */
    private static final int HEADER_BYTES = 5;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    void start() {
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    String address() {
        return "http://localhost:" + server.actualPort();
    }

    /** Returns the spans of a trace that have arrived. */
    List<Span> spans(String traceId) {
        return spans.stream()
                .filter(span -> Surroundings.hex(span.getTraceId()).equals(traceId))
                .toList();
    }

    private void answer(HttpServerRequest request) {
        if (!EXPORT.equals(request.path())) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body().onSuccess(message -> {
            byte[] export = message.getBytes(HEADER_BYTES, message.length());
            Surroundings.spans(export).forEach(spans::add);
            request.response()
                    .putHeader("Content-Type", "application/grpc")
                    .putTrailer("grpc-status", "0")
                    .end(Buffer.buffer(new byte[HEADER_BYTES]));
        });
    }
}
