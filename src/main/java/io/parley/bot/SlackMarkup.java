package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.Entity.Mention;
import io.parley.activity.Invisible;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Converts Slack's markup: {@code <@U1|name>}, {@code <#C1|name>}, {@code <!here>}, {@code <url|label>}. Slack sends the
 * user's own angle brackets as entities, so they are never mistaken for markup.
 */
final class SlackMarkup {

    private static final Pattern MARK = Pattern.compile("<([@#!]?)([^<>|]{1,3000})(?:\\|([^<>]{0,3000}))?>");
    private static final Map<String, String> ENTITIES = Map.of("lt", "<", "gt", ">", "amp", "&");
    private static final Pattern ENTITY = Pattern.compile("&(lt|gt|amp);");

    private SlackMarkup() {}

    /** Returns a text as its reader sees it, without mentions of the bot. */
    static String read(Activity message, String text) {
        String marked = MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(shown(message, mark)));
        return ENTITY.matcher(marked)
                .replaceAll(entity -> Matcher.quoteReplacement(ENTITIES.getOrDefault(entity.group(1), "")));
    }

    /** Whether a text mentions the bot. */
    static boolean mentionsBot(Activity message, String text) {
        return MARK.matcher(text)
                .results()
                .anyMatch(mark -> mark.group(1).equals("@") && SlackAccounts.isBot(message, mark.group(2)));
    }

    private static String shown(Activity message, MatchResult mark) {
        String what = mark.group(2);
        Optional<String> label = Optional.ofNullable(mark.group(3)).filter(text -> !Invisible.isBlank(text));
        return switch (mark.group(1)) {
            case "@" ->
                SlackAccounts.isBot(message, what)
                        ? ""
                        : '@' + label.or(() -> name(message, what)).orElse(what);
            case "#" -> '#' + label.orElse(what);
            case "!" -> label.orElse('@' + what.replaceFirst("\\^.*", ""));
            default -> link(what, label);
        };
    }

    private static String link(String address, Optional<String> label) {
        String bare = address.startsWith("mailto:") ? address.substring("mailto:".length()) : address;
        return label.filter(text -> !bare.endsWith(text))
                .map(text -> text + " (" + bare + ")")
                .orElse(bare);
    }

    private static Optional<String> name(Activity message, String user) {
        return message.mentions().stream()
                .filter(mention -> SlackAccounts.isOf(mention.accountId(), user))
                .map(Mention::name)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }
}
