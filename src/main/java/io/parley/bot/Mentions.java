package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ChannelAccount;
import io.parley.activity.Entity.Mention;
import io.parley.activity.Invisible;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mentions of a message, and their spelling in its text: {@code <at>Name</at>} with the name escaped or not, whole or word
 * by word; {@code @Name}; or the bare name. An entity identifies the mentioned account by its id, and often has nothing else.
 */
final class Mentions {

    // No name is longer. Without a limit, the time for a text of opening tags would grow with the square of its length.
    private static final Pattern TAG =
            Pattern.compile("<at\\b[^<>]*>(.{0,300}?)</at>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TAGS = Pattern.compile("</?at\\b[^<>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
    private static final String BEFORE_NAME = "(?<![\\p{L}\\p{N}_])";
    // In scripts without spaces between words, the next word begins directly behind a name.
    private static final String AFTER_NAME =
            "(?![\\p{L}\\p{N}_&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]])";
    private static final int MOST_WORDS_OF_A_NAME = 8;
    private static final int MOST_TAGS = 100;
    // Each name is searched at each position of the text.
    private static final int MOST_MENTIONS = 50;

    private final Activity message;
    private final Map<Mention, Set<String>> names = new LinkedHashMap<>();
    private final Map<String, Set<String>> namesOfAccounts = new HashMap<>();
    private final Set<Mention> found = new HashSet<>();

    Mentions(Activity message) {
        this.message = message;
        for (Mention mention : considered(message)) {
            names.computeIfAbsent(mention, this::namesOf).forEach(name -> namesOfAccounts
                    .computeIfAbsent(mention.accountId(), account -> new HashSet<>())
                    .add(name));
        }
    }

    /** Returns the mentions; if there are too many, those of the bot come first. */
    private static List<Mention> considered(Activity message) {
        List<Mention> all = message.mentions();
        return all.size() <= MOST_MENTIONS
                ? all
                : Stream.concat(
                                all.stream().filter(message::addresses),
                                all.stream().filter(Predicate.not(message::addresses)))
                        .limit(MOST_MENTIONS)
                        .toList();
    }

    /** Returns a text of the message without mentions of the bot, and with the names of others in place of their markup. */
    String resolve(String text) {
        return names.isEmpty() ? text : withoutPlain(withoutTags(text));
    }

    private String withoutTags(String text) {
        List<MatchResult> tags = TAG.matcher(text).results().limit(MOST_TAGS).toList();
        Map<Integer, Resolved> resolved = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        int next = 0;
        while (next < tags.size()) {
            Optional<Resolved> match = match(text, tags, next, seen);
            int at = next;
            match.ifPresent(one -> resolved.put(at, one));
            next += match.map(Resolved::tags).orElse(1);
        }
        adoptNameless(text, tags, resolved);
        return replace(text, tags, resolved);
    }

    /** Finds the mention of a tag and those behind it: by a name in one tag, or in several adjacent tags. */
    private Optional<Resolved> match(String text, List<MatchResult> tags, int first, Map<String, Integer> seen) {
        StringBuilder name = new StringBuilder();
        Optional<Resolved> longest = Optional.empty();
        for (int last = first; last < Math.min(first + MOST_WORDS_OF_A_NAME, tags.size()); last++) {
            if (last > first
                    && !isBlank(text.substring(
                            tags.get(last - 1).end(), tags.get(last).start()))) {
                break;
            }
            name.append(' ').append(tags.get(last).group(1));
            String whole = normalized(name.toString());
            int tagsUsed = last - first + 1;
            Optional<Mention> mention = named(whole, seen);
            if (mention.isPresent()) {
                longest = mention.map(one -> new Resolved(one, whole, tagsUsed));
            }
        }
        return longest;
    }

    /** Finds a mention by name. If several people have the name, they are used in the order of their entities. */
    private Optional<Mention> named(String name, Map<String, Integer> seen) {
        List<Mention> candidates = names.keySet().stream()
                .filter(mention -> names(mention).contains(name))
                .toList();
        if (candidates.isEmpty()) {
            return names.keySet().stream()
                    .filter(mention -> isMadeOfNames(name, mention))
                    .findFirst();
        }
        int turn = seen.merge(name, 1, Integer::sum);
        return Optional.of(candidates.get(Math.min(turn, candidates.size()) - 1));
    }

    /** Whether a name consists of words of one account's mentions. */
    private boolean isMadeOfNames(String name, Mention mention) {
        String rest = name;
        for (String part : longestFirst(namesOfAccounts.getOrDefault(mention.accountId(), Set.of()))) {
            int at = rest.indexOf(part);
            rest = at < 0 ? rest : rest.substring(0, at) + rest.substring(at + part.length());
        }
        return !rest.equals(name) && rest.isBlank();
    }

    /** Assigns tags that match no name to mentions that match no tag, if there are equally many of both. */
    private void adoptNameless(String text, List<MatchResult> tags, Map<Integer, Resolved> resolved) {
        resolved.values().forEach(one -> found.add(one.mention()));
        Set<Integer> taken = resolved.entrySet().stream()
                .flatMap(entry -> Stream.iterate(entry.getKey(), tag -> tag + 1)
                        .limit(entry.getValue().tags()))
                .collect(Collectors.toSet());
        List<Integer> unnamed = Stream.iterate(0, tag -> tag + 1)
                .limit(tags.size())
                .filter(tag -> !taken.contains(tag))
                .toList();
        Set<String> known = found.stream().map(Mention::accountId).collect(Collectors.toSet());
        List<Mention> untagged = names.keySet().stream()
                .filter(mention -> !known.contains(mention.accountId()))
                .filter(mention -> plainForms(mention)
                        .noneMatch(form -> form(form).matcher(text).find()))
                .toList();
        if (unnamed.size() == untagged.size()) {
            for (int i = 0; i < unnamed.size(); i++) {
                Mention mention = untagged.get(i);
                resolved.put(
                        unnamed.get(i),
                        new Resolved(
                                mention, normalized(tags.get(unnamed.get(i)).group(1)), 1));
                found.add(mention);
            }
        }
    }

    private String replace(String text, List<MatchResult> tags, Map<Integer, Resolved> resolved) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int tag = 0; tag < tags.size(); tag++) {
            Resolved one = resolved.get(tag);
            if (one != null) {
                result.append(text, from, tags.get(tag).start()).append(spelled(one.mention(), one.name()));
                from = tags.get(tag + one.tags() - 1).end();
            }
        }
        return result.append(text.substring(from)).toString();
    }

    private String withoutPlain(String text) {
        Map<String, Mention> forms = new HashMap<>();
        names.keySet().forEach(mention -> plainForms(mention).forEach(form -> forms.putIfAbsent(form, mention)));
        if (forms.isEmpty()) {
            return text;
        }
        Pattern any = Pattern.compile(longestFirst(forms.keySet()).stream()
                .map(form -> form(form).pattern())
                .collect(Collectors.joining("|")));
        return any.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(spelled(forms.get(match.group()), match.group())));
    }

    private String spelled(@Nullable Mention mention, String name) {
        return mention != null && message.addresses(mention) ? "" : name;
    }

    /** Spellings of a mention in a text without tags. A bare name counts only if its entity contains it and no tag matched. */
    private Stream<String> plainForms(Mention mention) {
        Stream<String> own = Stream.ofNullable(mention.text())
                .filter(text -> !TAGS.matcher(text).find())
                .filter(text -> !found.contains(mention));
        return Stream.concat(own, names(mention).stream().map(name -> "@" + name))
                .distinct();
    }

    private static Pattern form(String form) {
        return Pattern.compile(BEFORE_NAME + Pattern.quote(form) + AFTER_NAME);
    }

    private Set<String> names(Mention mention) {
        return names.getOrDefault(mention, Set.of());
    }

    private Set<String> namesOf(Mention mention) {
        return Stream.of(
                        Optional.ofNullable(mention.text()),
                        Optional.ofNullable(mention.name()),
                        Optional.ofNullable(message.recipient())
                                .filter(bot -> message.addresses(mention))
                                .map(ChannelAccount::name))
                .flatMap(Optional::stream)
                .map(name -> normalized(TAGS.matcher(name).replaceAll("")))
                .map(name -> name.startsWith("@") ? name.substring(1) : name)
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toSet());
    }

    private static String normalized(String name) {
        return BLANKS.matcher(Markup.unescape(name)).replaceAll(" ").strip();
    }

    private static boolean isBlank(String text) {
        return Invisible.isBlank(Markup.unescape(text));
    }

    private static List<String> longestFirst(Set<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** @param tags how many of the text's tags belong to it */
    private record Resolved(Mention mention, String name, int tags) {}
}
