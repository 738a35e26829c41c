package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import io.parley.activity.Attachment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The HTML that Teams adds to a text that has more than one format. Older clients put quotes into it. */
final class TeamsHtml {

    private static final String REPLY = "schema.skype.com/Reply";
    private static final String HTML = "text/html";

    private TeamsHtml() {}

    static Optional<String> of(Activity message) {
        List<Attachment> attachments = message.attachments();
        for (Attachment attachment : attachments == null ? List.<Attachment>of() : attachments) {
            JsonNode content = attachment.content();
            if (isHtml(attachment.contentType()) && content != null && content.isTextual()) {
                return Optional.of(content.textValue());
            }
        }
        return Optional.empty();
    }

    /** Whether a type is HTML, with or without parameters such as a charset. */
    private static boolean isHtml(@Nullable String contentType) {
        return contentType != null && HTML.equalsIgnoreCase(contentType.split(";", 2)[0].strip());
    }

    /** Returns the text of HTML without its quotes. */
    static String ownWords(String html) {
        Element body = Markup.parse(html);
        blocks(body).forEach(Element::remove);
        return Markup.text(body);
    }

    static List<Quote> quotes(String html) {
        return !html.contains(REPLY)
                ? List.of()
                : blocks(Markup.parse(html))
                        .limit(Quote.MOST_QUOTES)
                        .flatMap(TeamsHtml::quote)
                        .toList();
    }

    private static Stream<Quote> quote(Element block) {
        Element author = block.selectFirst("[itemprop=mri]");
        Element text = block.selectFirst("[itemprop=preview], [itemprop=copy]");
        return text == null
                ? Stream.empty()
                : Quote.quote(author == null ? "" : author.attr("itemid"), Markup.text(text));
    }

    private static Stream<Element> blocks(Element body) {
        return body.select("[itemtype$=" + REPLY + "]").stream();
    }
}
