package io.parley.connector;

import io.parley.MutableClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Pauses that end when a test moves the time. */
final class FakeTimer {

    private record Pause(Instant end, CompletableFuture<Void> over) {}

    private final MutableClock clock;
    private final List<Pause> pauses = new CopyOnWriteArrayList<>();

    FakeTimer(MutableClock clock) {
        this.clock = clock;
    }

    Uni<Void> pause(Duration time) {
        if (time.isZero()) {
            return Uni.createFrom().voidItem();
        }
        Pause pause = new Pause(clock.instant().plus(time), new CompletableFuture<>());
        pauses.add(pause);
        return Uni.createFrom().completionStage(pause.over());
    }

    /** Returns the number of pauses that have not ended. */
    int waiting() {
        return pauses.size();
    }

    void advance(Duration time) {
        clock.advance(time);
        List<Pause> ended = pauses.stream()
                .filter(pause -> !pause.end().isAfter(clock.instant()))
                .toList();
        pauses.removeAll(ended);
        ended.forEach(pause -> pause.over().complete(null));
    }
}
