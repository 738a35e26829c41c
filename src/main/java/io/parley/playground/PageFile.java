package io.parley.playground;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A file of the page, read from the application.
 *
 * @param path the path below {@code /playground}
 * @param version the entity tag, which changes with the content
 */
record PageFile(String path, String mediaType, Buffer content, String version) {

    private static final String HTML = "text/html; charset=utf-8";

    private static final List<String> MODULES = List.of(
            "playground",
            "activities-view",
            "card",
            "card-view",
            "chat-view",
            "composer",
            "conversation",
            "document",
            "dom",
            "layout",
            "markdown",
            "server",
            "timeline",
            "turn",
            "turns-view",
            "words");

    /** Reads all files. Only these are served: any other file is 404. */
    static List<PageFile> readAll() {
        Stream<PageFile> modules = MODULES.stream().map(name -> script("/" + name + ".js", name + ".js"));
        Stream<PageFile> others = Stream.of(
                read("", "index.html", HTML),
                read("/playground.css", "playground.css", "text/css; charset=utf-8"),
                read("/icon.svg", "icon.svg", "image/svg+xml"),
                script("/marked.js", "marked.esm.js"),
                script("/purify.js", "purify.es.mjs"));
        return Stream.of(others, modules, documents()).flatMap(files -> files).toList();
    }

    /** The pages that the demo model quotes: a source that is named can be opened. */
    private static Stream<PageFile> documents() {
        String page = new String(content("document.html"), StandardCharsets.UTF_8);
        return DemoDocuments.NAMES.stream()
                .map(name -> file(
                        "/documents/" + name,
                        page.replace("{markdown}", escaped(DemoDocuments.read(name)))
                                .getBytes(StandardCharsets.UTF_8),
                        HTML));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static PageFile script(String path, String name) {
        return read(path, name, "text/javascript; charset=utf-8");
    }

    private static PageFile read(String path, String name, String mediaType) {
        return file(path, content(name), mediaType);
    }

    private static PageFile file(String path, byte[] content, String mediaType) {
        return new PageFile(path, mediaType, Buffer.buffer(content), "\"" + UUID.nameUUIDFromBytes(content) + "\"");
    }

    private static byte[] content(String name) {
        try (InputStream file = PageFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The playground's " + name + " is not in the application");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
