package io.parley.playground;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The files of the page. Only these are served: any other file is 404. */
final class PageFiles {

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

    private PageFiles() {}

    static List<PageFile> readAll() {
        Stream<PageFile> modules = MODULES.stream().map(name -> PageFile.script("/" + name + ".js", name + ".js"));
        Stream<PageFile> others = Stream.of(
                PageFile.read("", "index.html", HTML),
                PageFile.read("/playground.css", "playground.css", "text/css; charset=utf-8"),
                PageFile.read("/icon.svg", "icon.svg", "image/svg+xml"),
                PageFile.script("/marked.js", "marked.esm.js"),
                PageFile.script("/purify.js", "purify.es.mjs"));
        return Stream.of(others, modules, documents()).flatMap(files -> files).toList();
    }

    /** The pages that the demo model quotes: a source that is named can be opened. */
    private static Stream<PageFile> documents() {
        String page = new String(Resource.read("document.html"), StandardCharsets.UTF_8);
        return DemoDocuments.NAMES.stream()
                .map(name -> PageFile.of(
                        "/documents/" + name,
                        page.replace("{markdown}", escaped(DemoDocuments.read(name)))
                                .getBytes(StandardCharsets.UTF_8),
                        HTML));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
