package io.parley.knowledge;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All passages of a folder as it was at one time, each in the index of its language. Immutable. */
final class Library {

    static final Library EMPTY = new Library(List.of(), Synonyms.NONE);

    /** What a passage counts for that is in another language than the question. */
    private static final double OTHER_LANGUAGE = 0.4;

    /** So many of one page, so that others are seen as well. */
    private static final int MOST_OF_A_PAGE = 2;

    private final Map<Language, Index> indexes = new EnumMap<>(Language.class);
    private final int passages;
    private final Set<String> hosts;

    /** @param passages those of a page follow each other */
    Library(List<Passage> passages, Synonyms synonyms) {
        this.passages = passages.size();
        this.hosts = passages.stream()
                .flatMap(passage -> passage.page().address().stream())
                .map(URI::getHost)
                .collect(Collectors.toUnmodifiableSet());
        Map<Language, List<Passage>> languages = new EnumMap<>(Language.class);
        passages.forEach(passage -> languages
                .computeIfAbsent(passage.page().language(), language -> new ArrayList<>())
                .add(passage));
        languages.forEach(
                (language, own) -> indexes.put(language, new Index(new IndexBuilder(language, own), synonyms)));
    }

    int passages() {
        return passages;
    }

    /** The hosts of the pages' addresses. */
    Set<String> hosts() {
        return hosts;
    }

    /** @param most passages to find */
    Findings find(Query query, int most) {
        List<String> words = Words.of(query.question());
        return words.stream().allMatch(this::isStopWord)
                ? Findings.NOT_SEARCHED
                : new Findings(true, search(query, words, most));
    }

    private boolean isStopWord(String word) {
        return indexes.values().stream().anyMatch(index -> index.isStopWord(word));
    }

    private List<Found> search(Query query, List<String> words, int most) {
        Map<Language, Integer> affinities = new EnumMap<>(Language.class);
        indexes.forEach((language, index) -> affinities.put(language, index.affinity(words)));
        int best =
                affinities.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return spread(indexes.entrySet().stream()
                        .flatMap(entry -> search(entry.getValue(), query, most)
                                .map(found -> found.weighed(
                                        affinities.getOrDefault(entry.getKey(), 0) == best ? 1 : OTHER_LANGUAGE)))
                        .sorted(Comparator.comparingDouble((Found found) -> -found.score()))
                        .toList())
                .limit(most)
                .toList();
    }

    private static Stream<Found> search(Index index, Query query, int most) {
        Map<Integer, Double> terms = index.terms(query);
        return terms.isEmpty() ? Stream.empty() : index.search(terms, most * 10).stream();
    }

    private static Stream<Found> spread(List<Found> found) {
        Map<Page, Integer> counts = new HashMap<>();
        return found.stream().filter(one -> counts.merge(one.passage().page(), 1, Integer::sum) <= MOST_OF_A_PAGE);
    }
}
