package io.parley.knowledge;

import io.parley.chat.WholeCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The passages of a library with their vectors, which arrive one by one. Compares a question with all of them. */
final class VectorIndex {

    /** In UTF-16 units. The models take 8,192 tokens, which such a text does not exceed. */
    private static final int LONGEST_TEXT = 6_000;

    /**
     * The number of passages with vectors from which the index is used. With fewer, they would win over better passages
     * without vectors.
     */
    private static final double ENOUGH = 0.9;

    private final Library library;
    private final List<Passage> passages;
    private final List<String> keys;
    private final AtomicReferenceArray<@Nullable Vector> vectors;
    private final AtomicInteger known = new AtomicInteger();

    VectorIndex(Library library, VectorKeys names) {
        this.library = library;
        this.passages = library.all();
        this.keys = passages.stream().map(VectorIndex::text).map(names::of).toList();
        this.vectors = new AtomicReferenceArray<>(passages.size());
    }

    /** Returns what is embedded of a passage. */
    private static String text(Passage passage) {
        return WholeCharacters.beginning(passage.titlePath() + "\n" + passage.text(), LONGEST_TEXT);
    }

    boolean isOf(Library other) {
        return library == other;
    }

    int size() {
        return passages.size();
    }

    /** How many passages have their vectors. */
    int known() {
        return known.get();
    }

    boolean isUsable() {
        return known.get() > 0 && known.get() >= ENOUGH * passages.size();
    }

    String key(int passage) {
        return keys.get(passage);
    }

    String text(int passage) {
        return text(passages.get(passage));
    }

    @Nullable
    Vector vector(int passage) {
        return vectors.get(passage);
    }

    void put(int passage, Vector vector) {
        if (vectors.getAndSet(passage, vector) == null) {
            known.incrementAndGet();
        }
    }

    /** The passages that have no vector yet. */
    List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        IntStream.range(0, passages.size())
                .filter(passage -> vectors.get(passage) == null)
                .forEach(missing::add);
        return missing;
    }

    /** @return the nearest passages first, with their cosines */
    List<Found> nearest(float[] direction, int most) {
        Best best = new Best(most);
        for (int at = 0; at < passages.size(); at++) {
            Vector vector = vectors.get(at);
            if (vector != null) {
                best.offer(passages.get(at), vector.cosine(direction));
            }
        }
        return best.list();
    }
}
