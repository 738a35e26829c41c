package io.parley.knowledge;

import io.parley.chat.ChatException;
import io.parley.chat.Embeddings;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Gets the vectors of one library: first from the store, then the missing ones from the deployment, in batches in a random
 * order. Each batch checks the store again, so that replicas that start together share the work. A failed batch is retried
 * until there is a newer library.
 */
final class EmbeddingRun {

    private static final int CHUNK = 500;
    private static final Duration CALL_TIME = Duration.ofSeconds(60);

    private final VectorIndex index;
    private final EmbeddingSource source;
    private final BooleanSupplier wanted;
    private final EmbeddingPauses pauses = new EmbeddingPauses();
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param wanted whether the library is still the newest */
    EmbeddingRun(VectorIndex index, EmbeddingSource source, BooleanSupplier wanted) {
        this.index = index;
        this.source = source;
        this.wanted = wanted;
    }

    /** Completes when all vectors are there, or when there is a newer library. */
    Uni<Void> run() {
        long start = System.nanoTime();
        return each(Batches.of(index.missing(), CHUNK), this::load)
                .chain(() -> each(Batches.toEmbed(index), this::embed))
                .invoke(() -> report(System.nanoTime() - start))
                .onFailure(Superseded.class)
                .recoverWithNull();
    }

    private Uni<Void> each(List<List<Integer>> batches, Function<List<Integer>, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(batches)
                .onItem()
                .transformToUniAndConcatenate(batch -> persistently(work, batch))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> persistently(Function<List<Integer>, Uni<Void>> work, List<Integer> batch) {
        return Uni.createFrom()
                .deferred(() -> wanted.getAsBoolean()
                        ? work.apply(batch)
                        : Uni.createFrom().failure(new Superseded()))
                .invoke(pauses::succeeded)
                .onFailure(failure -> !(failure instanceof Superseded))
                .retry()
                .when(failures -> failures.onItem()
                        .transformToUniAndConcatenate(failure ->
                                source.pause().apply(pauses.after(failure)).replaceWith(failure)));
    }

    private Uni<Void> load(List<Integer> batch) {
        return source.store()
                .read(batch.stream().map(index::key).toList(), source.lifetime())
                .emitOn(Infrastructure.getDefaultExecutor())
                .invoke(kept -> batch.forEach(passage -> Optional.ofNullable(kept.get(index.key(passage)))
                        .flatMap(Vector::decode)
                        .ifPresent(vector -> index.put(passage, vector))))
                .replaceWithVoid();
    }

    private Uni<Void> embed(List<Integer> batch) {
        return load(batch)
                .map(loaded -> batch.stream()
                        .filter(passage -> index.vector(passage) == null)
                        .toList())
                .chain(missing -> missing.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : make(missing)
                                .onFailure(failure -> missing.size() > 1 && isOfContent(failure))
                                .recoverWithUni(failure -> singly(missing, failure)));
    }

    /** Embeds the texts of a batch one by one: one refused text must not affect the others. */
    private Uni<Void> singly(List<Integer> missing, Throwable failure) {
        AtomicBoolean any = new AtomicBoolean();
        long before = refused.get();
        return Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUniAndConcatenate(passage -> make(List.of(passage))
                        .invoke(() -> any.set(true))
                        .onFailure(EmbeddingRun::isOfContent)
                        .recoverWithUni(refusal -> {
                            refused.incrementAndGet();
                            return Uni.createFrom().voidItem();
                        }))
                .onItem()
                .ignoreAsUni()
                .invoke(() -> {
                    if (!any.get()) {
                        refused.set(before);
                        throw (ChatException) failure;
                    }
                });
    }

    private static boolean isOfContent(Throwable failure) {
        return failure instanceof ChatException.Rejected rejected && !rejected.isForAll();
    }

    private Uni<Void> make(List<Integer> passages) {
        return source.metrics()
                .measured(
                        EmbeddingMetrics.Purpose.PASSAGES,
                        source.client().embed(passages.stream().map(index::text).toList(), CALL_TIME))
                .map(embeddings -> put(passages, embeddings))
                .chain(vectors -> source.store()
                        .write(vectors, source.lifetime())
                        .onFailure()
                        .invoke(failure -> Log.warnf("Vectors could not be kept: %s", failure.getMessage()))
                        .onFailure()
                        .recoverWithNull());
    }

    private Map<String, String> put(List<Integer> passages, Embeddings embeddings) {
        Map<String, String> encoded = new LinkedHashMap<>();
        IntStream.range(0, passages.size()).forEach(at -> {
            Vector vector = Vector.of(embeddings.vectors().get(at));
            index.put(passages.get(at), vector);
            encoded.put(index.key(passages.get(at)), vector.encoded());
        });
        made.addAndGet(passages.size());
        tokens.addAndGet(embeddings.tokens());
        return encoded;
    }

    private void report(long nanoseconds) {
        Log.infof(
                "%d of %d passages have their vectors: %d were made now, with %d tokens, in %d ms.",
                index.known(), index.size(), made.get(), tokens.get(), TimeUnit.NANOSECONDS.toMillis(nanoseconds));
        if (refused.get() > 0) {
            Log.warnf("%d passages are searched by words alone: the deployment refuses their texts.", refused.get());
        }
    }

    /** There is a newer library. */
    private static final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
