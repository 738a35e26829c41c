package io.parley.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text into messages that its channel accepts. It is cut between paragraphs if possible, or else between lines,
 * sentences, words or characters. A block of code that is cut continues as a block in the next message.
 */
public final class MessageParts {

    /**
     * In UTF-16 units. Teams refuses more than about 100 KB of them, and most channels refuse bodies above 256 KiB. Slack cuts
     * what it shows, and some channels have their own limits. Webex counts bytes.
     */
    private static final int MOST_CHARACTERS = 40_000;

    private static final Map<String, Integer> MOST_CHARACTERS_OF_CHANNELS = Map.of(
            "slack",
            4_000,
            "telegram",
            4_096,
            "line",
            5_000,
            "facebook",
            2_000,
            "sms",
            1_600,
            "groupme",
            1_000,
            "webex",
            2_400);

    private static final List<String> BREAKS = List.of("\n\n", "\n", ". ", " ");

    /** A character as people see it, which may have several code points: letters with marks, emoji with joiners, flags. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final int LONGEST_CHARACTER = 100;

    private MessageParts() {}

    public static List<String> of(String text, String channel) {
        return of(text, limit(channel));
    }

    /**
     * Returns the beginning of an unfinished text that its first message will certainly have; empty while that is unknown.
     * A first part has more than half of what a channel accepts beside a fence, and may end anywhere from there on.
     */
    public static Optional<String> beginning(String text, String channel) {
        String written = text.stripTrailing();
        return Optional.of(written)
                .filter(beginning -> !beginning.isEmpty() && beginning.length() < (limit(channel) - Fence.LONGEST) / 2);
    }

    /** @param limit at least 100: a cut block of code needs some of it for its fences */
    public static List<String> of(String text, int limit) {
        List<String> parts = new ArrayList<>();
        String rest = text.stripTrailing();
        while (rest.length() > limit) {
            int end = end(rest, limit - Fence.USUAL - 1);
            if (Fence.openAtTheEndOf(rest.substring(0, end))
                    .filter(Fence::isUnusual)
                    .isPresent()) {
                end = end(rest, limit - Fence.LONGEST - 1);
            }
            String part = rest.substring(0, end).stripTrailing();
            Optional<Fence> open = Fence.openAtTheEndOf(part);
            parts.add(closed(part, open));
            String remaining = rest.substring(end);
            rest = open.map(fence -> fence.continued(remaining)).orElseGet(remaining::stripLeading);
        }
        parts.add(rest);
        return parts;
    }

    /** Closes the block of code in which a text ends, so that a text behind it is outside of the block. */
    public static String closed(String text) {
        return closed(text, Fence.openAtTheEndOf(text));
    }

    private static String closed(String text, Optional<Fence> open) {
        return open.map(fence -> text + "\n" + fence.closing()).orElse(text);
    }

    private static int limit(String channel) {
        return MOST_CHARACTERS_OF_CHANNELS.getOrDefault(channel, MOST_CHARACTERS);
    }

    /** Returns where to cut: not in the first half, so that no part is very short. */
    private static int end(String text, int limit) {
        return BREAKS.stream()
                .map(separator -> text.lastIndexOf(separator, limit - separator.length()) + separator.length())
                .filter(end -> end > limit / 2)
                .findFirst()
                .orElseGet(() -> endOfCharacter(text, limit));
    }

    private static int endOfCharacter(String text, int limit) {
        Matcher characters = CHARACTER.matcher(text).region(0, Math.min(text.length(), limit + LONGEST_CHARACTER));
        int end = 0;
        while (characters.find() && characters.end() <= limit) {
            end = characters.end();
        }
        int unit = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return end > limit / 2 ? end : unit;
    }
}
