package io.parley;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** An HTTP server that answers only after enough requests have come: requests that wait for each other get no answer. */
public final class CrowdedServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> waiting = new ArrayList<>();
    private final HttpServer server;

    /** @param body JSON */
    public CrowdedServer(int crowd, String body) {
        server = vertx.createHttpServer()
                .requestHandler(request -> admit(request, crowd, body))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public String url() {
        return "http://localhost:" + server.actualPort();
    }

    private synchronized void admit(HttpServerRequest request, int crowd, String body) {
        waiting.add(request);
        if (waiting.size() >= crowd) {
            waiting.forEach(one ->
                    one.response().putHeader("Content-Type", "application/json").end(body));
            waiting.clear();
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
