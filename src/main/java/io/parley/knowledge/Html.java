package io.parley.knowledge;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Converts the visible text of an HTML page to Markdown: without scripts, menus, and other parts around the text. */
final class Html {

    private static final String SURROUNDINGS =
            "script, style, noscript, template, nav, header, footer, aside, form, svg, iframe";
    private static final String BLOCKS = "p, div, section, article, ul, ol, blockquote, table, dl, figure";

    private static final int DEEPEST = 250;

    private Html() {}

    /** @return Markdown, with front matter if the page has a title */
    static String toMarkdown(String html) {
        Document document = Jsoup.parse(html);
        demandReadableDepth(document);
        String title = document.title().strip().replace('\n', ' ');
        document.select(SURROUNDINGS).forEach(Element::remove);
        Element main = document.selectFirst("main, article");
        String text = markdown(main == null ? document.body() : main);
        return title.isEmpty() ? text : "---\ntitle: " + title + "\n---\n" + text;
    }

    /** Converting takes the square of the depth. Pages of people have some dozens of levels. */
    private static void demandReadableDepth(Document document) {
        document.traverse((node, depth) -> {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("HTML is nested more than " + DEEPEST + " levels deep");
            }
        });
    }

    private static String markdown(Element body) {
        body.select("pre")
                .forEach(code -> replace(code, "\n\n```\n" + code.wholeText().strip() + "\n```\n\n"));
        body.select("table").forEach(table -> replace(table, "\n\n" + rows(table) + "\n\n"));
        for (int depth = 1; depth <= 6; depth++) {
            String mark = "\n\n" + "#".repeat(depth) + " ";
            body.select("h" + depth).forEach(heading -> replace(heading, mark + heading.text() + "\n\n"));
        }
        body.select("br").forEach(line -> replace(line, "\n"));
        body.select("li").forEach(item -> item.prependText("\n- "));
        body.select(BLOCKS).forEach(block -> {
            block.prependText("\n\n");
            block.appendText("\n\n");
        });
        return body.wholeText();
    }

    private static String rows(Element table) {
        List<String> rows = table.select("tr").stream()
                .map(row -> row.select("th, td").stream().map(Element::text).toList())
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .toList();
        return String.join("\n", rows);
    }

    private static void replace(Node node, String text) {
        node.replaceWith(new TextNode(text));
    }
}
