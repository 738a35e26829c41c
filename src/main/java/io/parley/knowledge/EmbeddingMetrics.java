package io.parley.knowledge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.chat.ChatException;
import io.parley.chat.Embeddings;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Counts calls of the embedding deployment, and questions that were searched by words alone because there was no vector for them. */
final class EmbeddingMetrics {

    /** The kinds of embedded texts. */
    enum Purpose {
        PASSAGES,
        QUESTION;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final MeterRegistry registry;
    private final Counter wordsAlone;

    EmbeddingMetrics(MeterRegistry registry, IntSupplier vectors) {
        this.registry = registry;
        this.wordsAlone = registry.counter("parley.knowledge.search.words.alone");
        Gauge.builder("parley.knowledge.vectors", vectors::getAsInt).register(registry);
    }

    /** Measures one call. */
    Uni<Embeddings> measured(Purpose purpose, Uni<Embeddings> call) {
        return Uni.createFrom().item(() -> Timer.start(registry)).flatMap(sample -> call.invoke(made -> {
                    end(sample, purpose, "answered");
                    registry.counter("parley.knowledge.embeddings.tokens", "purpose", purpose.label())
                            .increment(made.tokens());
                })
                .onFailure()
                .invoke(failure -> end(sample, purpose, kind(failure))));
    }

    private void end(Timer.Sample sample, Purpose purpose, String outcome) {
        sample.stop(registry.timer("parley.knowledge.embeddings", "purpose", purpose.label(), "outcome", outcome));
    }

    private static String kind(Throwable failure) {
        return failure instanceof ChatException known ? known.kind() : "unavailable";
    }

    void searchedByWordsAlone() {
        wordsAlone.increment();
    }
}
