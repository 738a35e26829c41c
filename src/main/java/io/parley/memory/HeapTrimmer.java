package io.parley.memory;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.LongSupplier;

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

    /** A complete collection takes milliseconds. Less memory than this is not worth them. */
    private static final long WORTHWHILE_BYTES = 8L << 20;

    private final LongSupplier used;
    private final Runnable trim;
    private long last;
    private long allocated;

    @Inject
    HeapTrimmer() {
        this(HeapTrimmer::used, NativeHeap::trim);
    }

    HeapTrimmer(LongSupplier used, Runnable trim) {
        this.used = used;
        this.trim = trim;
    }

    void begin(@Observes StartupEvent event, Vertx vertx) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            vertx.setPeriodic(INTERVAL_MS, timer -> look());
        }
    }

    /** Trims the heap if much was allocated since the last time, and little since the last look. */
    void look() {
        long now = used.getAsLong();
        long change = Math.abs(now - last);
        last = now;
        allocated += change;
        if (change < QUIET_BYTES && allocated >= WORTHWHILE_BYTES) {
            trim.run();
            last = used.getAsLong();
            allocated = 0;
        }
    }

    private static long used() {
        return Runtime.getRuntime().maxMemory() - Runtime.getRuntime().freeMemory();
    }
}
