package io.parley.playground;

import io.parley.mode.Playground;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Serves the page and its files. Reads them at the start, and only when the playground is on. Its policy lets a browser run and
 * load only what comes from this server, and lets the page set markup only after DOMPurify has cleaned it.
 */
@ApplicationScoped
class PlaygroundPage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types dompurify";

    private final Playground playground;
    private final PlaygroundGate gate;

    PlaygroundPage(Playground playground, PlaygroundGate gate) {
        this.playground = playground;
        this.gate = gate;
    }

    void install(@Observes Router router) {
        if (playground.isOn()) {
            router.get("/").handler(gate::check).handler(PlaygroundPage::redirect);
            PageFiles.readAll().forEach(file -> router.get("/playground" + file.path())
                    .handler(gate::check)
                    .handler(request -> send(request, file)));
        }
    }

    /** Redirects {@code /} to the playground. */
    private static void redirect(RoutingContext request) {
        request.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, "/playground")
                .end();
    }

    /**
     * Sends a file, or 304 if the browser has this version. The browser asks each time, so that a new version is shown at
     * once.
     */
    private static void send(RoutingContext request, PageFile file) {
        HttpServerResponse response = secure(request.response());
        if (request.etag(file.version()).isFresh()) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType()).end(file.content());
        }
    }

    private static HttpServerResponse secure(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
}
