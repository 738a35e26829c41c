package io.parley.bot;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** Extracts text from markup: the HTML of Teams, and the XML that some channels use as a text format. */
final class Markup {

    /** The time to read HTML grows with its nesting; no message that a person writes is this long. */
    private static final int MOST_HTML = 64 * 1024;

    private static final Pattern EMPTY_LINES = Pattern.compile("\\n[ \\t]*\\n\\s*");

    private Markup() {}

    static Element parse(String html) {
        return Jsoup.parseBodyFragment(html.length() > MOST_HTML ? html.substring(0, MOST_HTML) : html)
                .body();
    }

    /**
     * Returns the text as a reader sees it, with its lines. An emoji becomes its alternative text; a mention keeps its tags.
     */
    static String text(Element body) {
        body.select("img[alt], emoji[alt]").forEach(image -> image.replaceWith(new TextNode(image.attr("alt"))));
        body.select("[itemtype$=schema.skype.com/Mention]")
                .forEach(name -> name.replaceWith(new TextNode("<at>" + name.wholeText() + "</at>")));
        body.select("br").forEach(line -> line.replaceWith(new TextNode("\n")));
        body.select("p, div, li, tr, pre, blockquote, h1, h2, h3").forEach(block -> block.appendText("\n"));
        return EMPTY_LINES.matcher(body.wholeText()).replaceAll("\n\n");
    }

    /** Decodes entities once: {@code &amp;lt;} becomes {@code &lt;}. */
    static String unescape(String text) {
        return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, false);
    }
}
