package io.parley.memory;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Returns memory to the system while a replica has little to do. The collector of a native executable keeps what its young
 * generation once needed, so the start, or an hour with many messages, would count as used memory until the end. A JVM
 * decides for itself.
 */
@ApplicationScoped
class HeapTrimmer {

    private static final long INTERVAL_MS = 1_000;

    /** A replica that allocates more in an interval has work, and needs its memory again at once. */
    private static final long QUIET_BYTES = 1L << 20;

    /**
     * A complete collection stops all threads: for 15 to 44 ms on a busy machine with 16 MB of live objects. Less memory than this
     * is not worth that.
     */
    private static final long WORTHWHILE_BYTES = 8L << 20;

    private final LongSupplier used;
    private final Supplier<Future<Void>> trim;
    private long last;
    private long allocated;

    @Inject
    HeapTrimmer(Vertx vertx) {
        this(HeapTrimmer::used, () -> onWorker(vertx, NativeHeap::trim));
    }

    HeapTrimmer(LongSupplier used, Supplier<Future<Void>> trim) {
        this.used = used;
        this.trim = trim;
    }

    void begin(@Observes StartupEvent event, Vertx vertx) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            vertx.setPeriodic(INTERVAL_MS, timer -> look());
        }
    }

    /** Runs it on a worker thread: an event loop is delayed only by what stops all threads. */
    static Future<Void> onWorker(Vertx vertx, Runnable trim) {
        Future<Void> trimmed = vertx.executeBlocking(
                () -> {
                    trim.run();
                    return null;
                },
                false);
        return trimmed.onFailure(failure -> Log.error("Unexpected error while returning memory", failure));
    }

    /** Trims the heap if much was allocated since the last time, and little since the last look. Call it on one event loop. */
    void look() {
        long now = used.getAsLong();
        long change = Math.abs(now - last);
        last = now;
        allocated += change;
        if (change < QUIET_BYTES && allocated >= WORTHWHILE_BYTES) {
            allocated = 0;
            trim.get().onComplete(trimmed -> last = used.getAsLong());
        }
    }

    private static long used() {
        return Runtime.getRuntime().maxMemory() - Runtime.getRuntime().freeMemory();
    }
}
