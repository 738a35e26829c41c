package io.parley.playground;

import io.parley.local.Playground;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The page and its files, which are read at the start where there is a playground. A browser may run and load nothing with
 * it that does not come from here, and may put no text into the page as markup but what DOMPurify has cleaned.
 */
@ApplicationScoped
class PlaygroundPage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types dompurify";

    private static final List<PageFile> FILES = List.of(
            new PageFile("", "index.html", "text/html; charset=utf-8"),
            new PageFile("/playground.css", "playground.css", "text/css; charset=utf-8"),
            new PageFile("/playground.js", "playground.js", "text/javascript; charset=utf-8"),
            new PageFile("/icon.svg", "icon.svg", "image/svg+xml"),
            new PageFile("/marked.js", "marked.esm.js", "text/javascript; charset=utf-8"),
            new PageFile("/purify.js", "purify.es.mjs", "text/javascript; charset=utf-8"));

    private final Playground playground;
    private final PlaygroundGate gate;

    PlaygroundPage(Playground playground, PlaygroundGate gate) {
        this.playground = playground;
        this.gate = gate;
    }

    void install(@Observes Router router) {
        if (playground.isOn()) {
            router.get("/").handler(gate::check).handler(PlaygroundPage::lead);
            FILES.forEach(file -> install(router, file));
        }
    }

    private void install(Router router, PageFile file) {
        Buffer content = file.read();
        router.get("/playground" + file.path()).handler(gate::check).handler(request -> secure(request.response())
                .putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .end(content));
    }

    /** Whoever asks for nothing in particular. */
    private static void lead(RoutingContext request) {
        request.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, "/playground")
                .end();
    }

    private static HttpServerResponse secure(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    /** @param path below {@code /playground} */
    private record PageFile(String path, String name, String mediaType) {

        Buffer read() {
            try (InputStream content = PlaygroundPage.class.getResourceAsStream(name)) {
                if (content == null) {
                    throw new IllegalStateException("The playground's " + name + " is not in the application");
                }
                return Buffer.buffer(content.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
