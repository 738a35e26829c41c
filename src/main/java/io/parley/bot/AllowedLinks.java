package io.parley.bot;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restricts links and pictures in answers to hosts that the operator allows. A result of a tool may tell the model to put
 * data into the address of a link, or of a picture, which clients load by themselves. A link to another host becomes its
 * text, and a picture its description.
 */
final class AllowedLinks implements UnaryOperator<String> {

    static final String ANY = "*";

    private static final String REMOVED = "(link removed)";

    /** A link or a picture of Markdown, with its text and its address. */
    private static final Pattern MARKDOWN =
            Pattern.compile("(!?)\\[([^\\[\\]]{0,500})]\\(\\s*<?([^()<>\\s]{1,4096})>?(?:\\s+[^()\\n]{0,500})?\\)");

    /** The definition of a link that the text uses elsewhere, an HTML tag with an address, or a plain address. */
    private static final Pattern BARE = Pattern.compile(
            "(?i)\\b(?:https?|ftp|file|data|javascript):[^\\s<>\"'`\\])]+|(?<![\\w/])//[\\w.-]+\\.[a-z]{2,}[^\\s<>\"'`\\])]*|\\bwww\\.[^\\s<>\"'`\\])]+");

    private static final Pattern HTML = Pattern.compile(
            "(?i)<\\s*/?\\s*(?:img|a|iframe|script|link|object|embed|video|audio|source|svg)\\b[^>]{0,4096}>");

    /**
     * The address of a link or of a definition that is written with escapes: clients read {@code https\:\/\/} and
     * {@code &#104;ttps:} as {@code https://}.
     */
    private static final Pattern ESCAPED =
            Pattern.compile("(](?::|\\()\\s{0,100}<?)([^\\s<>]{0,4096}?[&\\\\][^\\s<>]{0,4096})");

    private final List<String> hosts;

    /** @param hosts names of hosts; {@code .example.com} stands for all below it, and {@code *} for any */
    AllowedLinks(List<String> hosts) {
        this.hosts = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public String apply(String text) {
        if (hosts.contains(ANY)) {
            return text;
        }
        String known = MARKDOWN.matcher(HTML.matcher(text).replaceAll(""))
                .replaceAll(link -> Matcher.quoteReplacement(link(link)));
        String plain = BARE.matcher(known)
                .replaceAll(
                        address -> Matcher.quoteReplacement(isAllowed(address.group()) ? address.group() : REMOVED));
        return ESCAPED.matcher(plain)
                .replaceAll(link ->
                        Matcher.quoteReplacement(isAllowed(link.group(2)) ? link.group() : link.group(1) + REMOVED));
    }

    /** Applies this to an unfinished text. Removes a link at its end that may be incomplete. */
    String applyToDraft(String text) {
        return hosts.contains(ANY) ? text : apply(UnfinishedLink.removedFrom(text));
    }

    private String link(MatchResult link) {
        return isAllowed(link.group(3)) ? link.group() : link.group(2);
    }

    private boolean isAllowed(String address) {
        try {
            URI uri = new URI(address.startsWith("www.") ? "https://" + address : address);
            String host = uri.getHost();
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && host != null
                    && isAllowedHost(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private boolean isAllowedHost(String host) {
        return hosts.stream()
                .anyMatch(allowed -> allowed.startsWith(".") ? host.endsWith(allowed) : host.equals(allowed));
    }
}
