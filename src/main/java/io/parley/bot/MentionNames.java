package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ChannelAccount;
import io.parley.activity.Entity.Mention;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mentions of a message and their names: those of the entities, and for the bot also its name as the recipient. */
final class MentionNames {

    /** The markup of mentions. An entity may contain it as well. */
    static final Pattern TAGS = Pattern.compile("</?at\\b[^<>]*>", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
    // Each name is searched at each position of the text.
    private static final int MOST_MENTIONS = 50;

    private final Activity message;
    private final Map<Mention, Set<String>> names = new LinkedHashMap<>();
    private final Map<String, Set<String>> namesOfAccounts = new HashMap<>();

    MentionNames(Activity message) {
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

    Set<Mention> mentions() {
        return names.keySet();
    }

    Set<String> of(Mention mention) {
        return names.getOrDefault(mention, Set.of());
    }

    /**
     * Finds a mention by name. If several people have the name, they are used in the order of their entities.
     *
     * @param seen how often each name was found before
     */
    Optional<Mention> named(String name, Map<String, Integer> seen) {
        List<Mention> candidates = names.keySet().stream()
                .filter(mention -> of(mention).contains(name))
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

    static String normalized(String name) {
        return BLANKS.matcher(Markup.unescape(name)).replaceAll(" ").strip();
    }

    static List<String> longestFirst(Set<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
