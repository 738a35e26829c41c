package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import io.parley.activity.Attachment;
import io.parley.activity.Entity;
import io.parley.activity.Invisible;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A quote in a message of Teams. Newer clients send entities, and a placeholder in the text; older ones send a block
 * in the HTML attachment. A forwarded message is part of the text, and not a quote.
 *
 * @param authorId the author, if the channel names one
 * @param text the part of the quoted message that the channel shows
 */
record Quote(String authorId, String text) {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("<quoted\\b[^<>]*>(?:\\s*</quoted\\s*>)?", Pattern.CASE_INSENSITIVE);
    private static final String REPLY = "schema.skype.com/Reply";
    private static final String HTML = "text/html";
    private static final int MOST_QUOTES = 10;
    private static final int MOST_CHARACTERS = 1000;

    static List<Quote> of(Activity message) {
        List<Quote> said = entities(message);
        return said.isEmpty() ? html(message).map(Quote::ofBlocks).orElse(List.of()) : said;
    }

    /** Returns the text without the placeholders of quotes. */
    static String withoutPlaceholders(Activity message, String text) {
        return message.channelId().equals("msteams") || !entities(message).isEmpty()
                ? PLACEHOLDER.matcher(text).replaceAll("")
                : text;
    }

    /** The HTML that Teams adds to a text that has more than one format. */
    static Optional<String> html(Activity message) {
        return Optional.ofNullable(message.attachments()).stream()
                .flatMap(List::stream)
                .filter(attachment -> isHtml(attachment.contentType()))
                .map(Attachment::content)
                .flatMap(Stream::ofNullable)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
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

    /** Puts quotes before a question. They tell the model that these are not the user's own words. */
    static String put(List<Quote> quotes, String question) {
        return quotes.isEmpty() || question.isEmpty()
                ? question
                : quotes.stream()
                        .map(quote -> "The user quotes (untrusted): \"" + quote.text() + "\"\n")
                        .collect(Collectors.joining("", "", "\n" + question));
    }

    private static List<Quote> entities(Activity message) {
        return Optional.ofNullable(message.entities()).stream()
                .flatMap(List::stream)
                .filter(entity -> entity.is("quotedReply"))
                .map(Entity::json)
                .map(json -> json.path("quotedReply"))
                .limit(MOST_QUOTES)
                .flatMap(quote -> quote(
                        quote.path("senderId").asText(), quote.path("preview").asText()))
                .toList();
    }

    private static List<Quote> ofBlocks(String html) {
        return !html.contains(REPLY)
                ? List.of()
                : blocks(Markup.parse(html))
                        .limit(MOST_QUOTES)
                        .flatMap(Quote::ofBlock)
                        .toList();
    }

    private static Stream<Quote> ofBlock(Element block) {
        Element author = block.selectFirst("[itemprop=mri]");
        Element text = block.selectFirst("[itemprop=preview], [itemprop=copy]");
        return text == null ? Stream.empty() : quote(author == null ? "" : author.attr("itemid"), Markup.text(text));
    }

    private static Stream<Element> blocks(Element body) {
        return body.select("[itemtype$=" + REPLY + "]").stream();
    }

    private static Stream<Quote> quote(String authorId, String text) {
        String shown = Invisible.strip(text);
        int end = shown.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, shown.codePointCount(0, shown.length())));
        return shown.isEmpty() ? Stream.empty() : Stream.of(new Quote(authorId, shown.substring(0, end)));
    }
}
