package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.Entity;
import io.parley.activity.Invisible;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    static final int MOST_QUOTES = 10;
    private static final int MOST_CHARACTERS = 1000;

    static List<Quote> of(Activity message) {
        List<Quote> said = entities(message);
        return said.isEmpty() ? TeamsHtml.of(message).map(TeamsHtml::quotes).orElse(List.of()) : said;
    }

    /** Returns the text without the placeholders of quotes. */
    static String withoutPlaceholders(Activity message, String text) {
        return text.indexOf('<') >= 0
                        && (message.channelId().equals("msteams")
                                || !entities(message).isEmpty())
                ? PLACEHOLDER.matcher(text).replaceAll("")
                : text;
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

    /** Returns a quote of at most 1,000 characters; empty if its text is blank. */
    static Stream<Quote> quote(String authorId, String text) {
        String shown = Invisible.strip(text);
        int end = shown.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, shown.codePointCount(0, shown.length())));
        return shown.isEmpty() ? Stream.empty() : Stream.of(new Quote(authorId, shown.substring(0, end)));
    }
}
