package io.parley.knowledge;

import io.parley.chat.TokenEstimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Divides passages into batches, by their positions in an index. */
final class Batches {

    /** The service takes 2,048 texts in a call; smaller batches lose less when one fails. */
    private static final int MOST_TEXTS = 32;

    /** The service takes 300,000 tokens in a call; a deployment takes 350,000 a minute, unless the operator allows more. */
    private static final double MOST_TOKENS = 16_000;

    private Batches() {}

    static List<List<Integer>> of(List<Integer> passages, int size) {
        return IntStream.range(0, (passages.size() + size - 1) / size)
                .mapToObj(batch -> passages.subList(batch * size, Math.min((batch + 1) * size, passages.size())))
                .toList();
    }

    /** Returns the passages without a vector, in a random order. */
    static List<List<Integer>> toEmbed(VectorIndex index) {
        List<Integer> missing = index.missing();
        Collections.shuffle(missing);
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        double tokens = 0;
        for (int passage : missing) {
            double own = TokenEstimate.of(index.text(passage));
            if (!batch.isEmpty() && (batch.size() == MOST_TEXTS || tokens + own > MOST_TOKENS)) {
                batches.add(batch);
                batch = new ArrayList<>();
                tokens = 0;
            }
            batch.add(passage);
            tokens += own;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
