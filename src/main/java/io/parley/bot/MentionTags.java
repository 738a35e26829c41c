package io.parley.bot;

import io.parley.activity.Entity.Mention;
import io.parley.activity.Invisible;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mentions of one text that are marked: {@code <at>Name</at>}, whole or word by word. */
final class MentionTags {

    // No name is longer. Without a limit, the time for a text of opening tags would grow with the square of its length.
    private static final Pattern TAG =
            Pattern.compile("<at\\b[^<>]*>(.{0,300}?)</at>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int MOST_WORDS_OF_A_NAME = 8;
    private static final int MOST_TAGS = 100;

    private final String text;
    private final MentionNames names;
    private final Predicate<Mention> isSpelledPlainly;
    private final BiFunction<Mention, String, String> spelling;
    private final List<MatchResult> tags;
    private final Map<Integer, Resolved> resolved = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    /**
     * @param isSpelledPlainly whether the text contains a mention without tags
     * @param spelling returns what stands for a mention with a name
     */
    MentionTags(
            String text,
            MentionNames names,
            Predicate<Mention> isSpelledPlainly,
            BiFunction<Mention, String, String> spelling) {
        this.text = text;
        this.names = names;
        this.isSpelledPlainly = isSpelledPlainly;
        this.spelling = spelling;
        this.tags = TAG.matcher(text).results().limit(MOST_TAGS).toList();
    }

    /** Returns the mentions of the tags that were {@linkplain #replaced replaced}. */
    Set<Mention> found() {
        return resolved.values().stream().map(Resolved::mention).collect(Collectors.toSet());
    }

    /** Returns the text with each tag replaced by the spelling of its mention. */
    String replaced() {
        int next = 0;
        while (next < tags.size()) {
            Optional<Resolved> match = match(next);
            int at = next;
            match.ifPresent(one -> resolved.put(at, one));
            next += match.map(Resolved::tags).orElse(1);
        }
        adoptNameless();
        return replace();
    }

    /** Finds the mention of a tag and those behind it: by a name in one tag, or in several adjacent tags. */
    private Optional<Resolved> match(int first) {
        StringBuilder name = new StringBuilder();
        Optional<Resolved> longest = Optional.empty();
        for (int last = first; last < Math.min(first + MOST_WORDS_OF_A_NAME, tags.size()); last++) {
            if (last > first
                    && !isBlank(text.substring(
                            tags.get(last - 1).end(), tags.get(last).start()))) {
                break;
            }
            name.append(' ').append(tags.get(last).group(1));
            String whole = MentionNames.normalized(name.toString());
            int tagsUsed = last - first + 1;
            Optional<Mention> mention = names.named(whole, seen);
            if (mention.isPresent()) {
                longest = mention.map(one -> new Resolved(one, whole, tagsUsed));
            }
        }
        return longest;
    }

    /** Assigns tags that match no name to mentions that match no tag, if there are equally many of both. */
    private void adoptNameless() {
        Set<Integer> used = resolved.entrySet().stream()
                .flatMap(entry -> Stream.iterate(entry.getKey(), tag -> tag + 1)
                        .limit(entry.getValue().tags()))
                .collect(Collectors.toSet());
        List<Integer> unnamed = Stream.iterate(0, tag -> tag + 1)
                .limit(tags.size())
                .filter(tag -> !used.contains(tag))
                .toList();
        Set<String> known = found().stream().map(Mention::accountId).collect(Collectors.toSet());
        List<Mention> untagged = names.mentions().stream()
                .filter(mention -> !known.contains(mention.accountId()))
                .filter(Predicate.not(isSpelledPlainly))
                .toList();
        if (unnamed.size() == untagged.size()) {
            for (int i = 0; i < unnamed.size(); i++) {
                Mention mention = untagged.get(i);
                resolved.put(
                        unnamed.get(i),
                        new Resolved(
                                mention,
                                MentionNames.normalized(tags.get(unnamed.get(i)).group(1)),
                                1));
            }
        }
    }

    private String replace() {
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int tag = 0; tag < tags.size(); tag++) {
            Resolved one = resolved.get(tag);
            if (one != null) {
                result.append(text, from, tags.get(tag).start()).append(spelling.apply(one.mention(), one.name()));
                from = tags.get(tag + one.tags() - 1).end();
            }
        }
        return result.append(text.substring(from)).toString();
    }

    private static boolean isBlank(String text) {
        return Invisible.isBlank(Markup.unescape(text));
    }

    /** @param tags how many of the text's tags belong to it */
    private record Resolved(Mention mention, String name, int tags) {}
}
