package io.parley.knowledge;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Searches by words and by meaning. Without vectors of the passages or of the question, searches only by words. */
final class HybridSearch implements Search {

    private final Vertx vertx;
    private final LibrarySearch words;
    private final PassageVectors passages;
    private final QuestionVectors questions;

    HybridSearch(Vertx vertx, LibrarySearch words, PassageVectors passages, QuestionVectors questions) {
        this.vertx = vertx;
        this.words = words;
        this.passages = passages;
        this.questions = questions;
    }

    @Override
    public Uni<Findings> find(Query query, int most) {
        Context context = vertx.getOrCreateContext();
        return words.ready()
                .chain(library -> passages.of(library)
                        .filter(vectors -> library.isSearchable(query))
                        .map(vectors -> questions
                                .of(library.meant(query))
                                .chain(vector -> find(new Fusion(library, vectors), query, vector, most)))
                        .orElseGet(() -> words.find(query, most)))
                .emitOn(work -> context.runOnContext(ignored -> work.run()));
    }

    private Uni<Findings> find(Fusion fusion, Query query, Optional<float[]> vector, int most) {
        return vector.map(direction -> Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> fusion.find(query, direction, most), false)
                                .toCompletionStage()))
                .orElseGet(() -> words.find(query, most));
    }
}
