package io.parley.knowledge;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The vectors of the newest library. Gets them in the background, and keeps them alive in the store while they are used. */
final class PassageVectors {

    /** The number of renewals within the lifetime of a vector, so that a short outage of the store loses none. */
    private static final int RENEWALS = 4;

    private static final Duration LONGEST_BETWEEN_RENEWALS = Duration.ofDays(1);
    private static final int CHUNK = 500;

    private final EmbeddingSource source;
    private final VectorKeys names;
    private volatile @Nullable VectorIndex current;

    PassageVectors(EmbeddingSource source) {
        this.source = source;
        this.names = new VectorKeys(source.client().name());
    }

    /** @return empty while too few passages of this library have vectors */
    Optional<VectorIndex> of(Library library) {
        return Optional.ofNullable(current).filter(index -> index.isOf(library) && index.isUsable());
    }

    /** Returns the number of passages with a vector. */
    int known() {
        return Optional.ofNullable(current).map(VectorIndex::known).orElse(0);
    }

    /** Switches to the vectors of this library. */
    void follow(Library library) {
        Uni.createFrom()
                .item(() -> open(library))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(index -> new EmbeddingRun(index, source, () -> index == current).run())
                .subscribe()
                .with(done -> {}, failure -> Log.error("Unexpected error while embedding passages", failure));
    }

    private synchronized VectorIndex open(Library library) {
        VectorIndex index = new VectorIndex(library, names);
        Map<String, Vector> before =
                Optional.ofNullable(current).map(PassageVectors::byKey).orElse(Map.of());
        index.missing().forEach(passage -> Optional.ofNullable(before.get(index.key(passage)))
                .ifPresent(vector -> index.put(passage, vector)));
        current = index;
        return index;
    }

    private static Map<String, Vector> byKey(VectorIndex index) {
        Map<String, Vector> vectors = new HashMap<>();
        IntStream.range(0, index.size()).forEach(passage -> Optional.ofNullable(index.vector(passage))
                .ifPresent(vector -> vectors.put(index.key(passage), vector)));
        return vectors;
    }

    /** Renews the lifetimes of the vectors regularly, so that the store keeps the vectors in use. */
    Cancellable keep() {
        Duration part = source.lifetime().dividedBy(RENEWALS);
        Duration interval = part.compareTo(LONGEST_BETWEEN_RENEWALS) > 0 ? LONGEST_BETWEEN_RENEWALS : part;
        return Multi.createFrom()
                .ticks()
                .startingAfter(interval)
                .every(interval)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> renew())
                .subscribe()
                .with(done -> {});
    }

    /** Renews all lifetimes, and writes lost vectors to the store again. Never fails. */
    Uni<Void> renew() {
        Map<String, Vector> known =
                Optional.ofNullable(current).map(PassageVectors::byKey).orElse(Map.of());
        return Multi.createFrom()
                .iterable(known.keySet())
                .group()
                .intoLists()
                .of(CHUNK)
                .onItem()
                .transformToUniAndConcatenate(keys -> renew(keys, known))
                .onFailure()
                .invoke(failure -> Log.warnf("Kept vectors could not be renewed: %s", failure.getMessage()))
                .onFailure()
                .recoverWithCompletion()
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> renew(List<String> keys, Map<String, Vector> known) {
        return source.store()
                .read(keys, source.lifetime())
                .emitOn(Infrastructure.getDefaultExecutor())
                .chain(kept -> source.store().write(lost(keys, known, kept), source.lifetime()));
    }

    private static Map<String, String> lost(List<String> keys, Map<String, Vector> known, Map<String, String> kept) {
        Map<String, String> lost = new LinkedHashMap<>();
        keys.stream().filter(key -> !kept.containsKey(key)).forEach(key -> Optional.ofNullable(known.get(key))
                .ifPresent(vector -> lost.put(key, vector.encoded())));
        return lost;
    }
}
