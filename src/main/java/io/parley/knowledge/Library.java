package io.parley.knowledge;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All passages of a folder at one time, each in the index of its language. Immutable. */
final class Library {

    static final Library EMPTY = new Library(List.of(), Synonyms.NONE, new IndexLimit(0));

    /** The maximum number of passages of one page in a result. */
    private static final int MOST_OF_A_PAGE = 2;

    /** The number of ranked passages for each passage of the result: passages of the same page may come first. */
    private static final int MOST_OF_ALL = 10;

    private final Map<Language, Index> indexes = new EnumMap<>(Language.class);
    private final List<Passage> passages;
    private final Set<String> hosts;

    /**
     * @param passages the passages of a page are consecutive
     * @throws DocumentsTooLargeException if their index takes more than this limit
     */
    Library(List<Passage> passages, Synonyms synonyms, IndexLimit limit) {
        this.passages = List.copyOf(passages);
        this.hosts = passages.stream()
                .flatMap(passage -> passage.page().address().stream())
                .map(URI::getHost)
                .collect(Collectors.toUnmodifiableSet());
        Map<Language, List<Passage>> languages = new EnumMap<>(Language.class);
        passages.forEach(passage -> languages
                .computeIfAbsent(passage.page().language(), language -> new ArrayList<>())
                .add(passage));
        IndexLimit left = limit;
        for (Map.Entry<Language, List<Passage>> language : languages.entrySet()) {
            IndexBuilder builder = new IndexBuilder(language.getKey(), language.getValue(), left);
            left = left.without(builder.bytes());
            indexes.put(language.getKey(), new Index(builder, synonyms));
        }
    }

    int passages() {
        return passages.size();
    }

    /** Returns the number of documents with text. */
    long pages() {
        return passages.stream()
                .map(Passage::page)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())))
                .size();
    }

    List<Passage> all() {
        return passages;
    }

    /** Returns the hosts of the pages' addresses. */
    Set<String> hosts() {
        return hosts;
    }

    /** @param most the maximum number of passages */
    Findings find(Query query, int most) {
        return isSearchable(query)
                ? new Findings(true, spread(ranked(query, most * MOST_OF_ALL), most))
                : Findings.NOT_SEARCHED;
    }

    /** Whether a question has a word of its own. */
    boolean isSearchable(Query query) {
        return query.isSearchable(this::isStopWord);
    }

    /** Returns the text of a question, after the previous question if it has few words of its own. */
    String meant(Query query) {
        return query.meant(this::isStopWord, QueryTerms.FEW);
    }

    private boolean isStopWord(String word) {
        return indexes.values().stream().anyMatch(index -> index.isStopWord(word));
    }

    /** Returns passages with a word of the question, the best first. */
    List<Found> ranked(Query query, int most) {
        Map<Language, Double> weights = weights(query);
        Best best = new Best(most);
        indexes.forEach((language, index) -> search(index, query, weights.getOrDefault(language, 0.0), best));
        return best.list();
    }

    private static void search(Index index, Query query, double weight, Best best) {
        boolean own = weight > Affinity.OTHER_LANGUAGE;
        index.search(index.terms(query, own), own, weight, best);
    }

    /** Returns the weight of passages in each language: those in another language than the question count less. */
    Map<Language, Double> weights(Query query) {
        List<String> words = Words.of(query.question());
        Map<Language, Affinity> affinities = new EnumMap<>(Language.class);
        indexes.forEach((language, index) -> affinities.put(language, index.affinity(words)));
        Affinity nearest =
                affinities.values().stream().max(Comparator.naturalOrder()).orElse(Affinity.NONE);
        Map<Language, Double> weights = new EnumMap<>(Language.class);
        affinities.forEach((language, affinity) -> weights.put(language, affinity.weight(nearest)));
        return weights;
    }

    /** Returns the best passages, with few of one page. */
    static List<Found> spread(List<Found> found, int most) {
        Map<Page, Integer> counts = new IdentityHashMap<>();
        return found.stream()
                .filter(one -> counts.merge(one.passage().page(), 1, Integer::sum) <= MOST_OF_A_PAGE)
                .limit(most)
                .toList();
    }
}
