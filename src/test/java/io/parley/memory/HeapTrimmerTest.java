package io.parley.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeapTrimmerTest {

    private static final long MEGABYTE = 1L << 20;

    private long used;
    private int trims;
    private final HeapTrimmer trimmer = new HeapTrimmer(() -> used, () -> {
        trims++;
        used = 5 * MEGABYTE;
        return Future.succeededFuture();
    });

    @BeforeEach
    void start() {
        used = 20 * MEGABYTE;
        trimmer.look();
    }

    @Test
    void trimsOnceAfterTheStart() {
        lookOften();

        assertThat(trims).isEqualTo(1);
    }

    @Test
    void waitsUntilTheWorkIsDone() {
        for (int busy = 0; busy < 10; busy++) {
            used += 2 * MEGABYTE;
            trimmer.look();
        }
        assertThat(trims).isZero();

        trimmer.look();

        assertThat(trims).isEqualTo(1);
    }

    @Test
    void waitsWhileCollectionsHideWhatIsAllocated() {
        for (int busy = 0; busy < 10; busy++) {
            used = busy % 2 == 0 ? 6 * MEGABYTE : 20 * MEGABYTE;
            trimmer.look();
        }

        assertThat(trims).isZero();
    }

    @Test
    void trimsAfterWorkThatACollectionEnded() {
        lookOften();
        used += 30 * MEGABYTE;
        trimmer.look();
        used = 5 * MEGABYTE;
        trimmer.look();

        lookOften();

        assertThat(trims).isEqualTo(2);
    }

    @Test
    void trimsWhatIsAllocatedSlowly() {
        lookOften();
        for (int slow = 0; slow < 16; slow++) {
            used += MEGABYTE / 2;
            trimmer.look();
        }

        assertThat(trims).isEqualTo(2);
    }

    @Test
    void leavesALittleGarbage() {
        lookOften();
        used += MEGABYTE / 2;

        lookOften();

        assertThat(trims).isEqualTo(1);
    }

    @Test
    void collectsOnNoEventLoop() {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Boolean> onEventLoop = new CompletableFuture<>();

        vertx.runOnContext(
                run -> HeapTrimmer.onWorker(vertx, () -> onEventLoop.complete(Context.isOnEventLoopThread())));

        assertThat(onEventLoop.orTimeout(20, TimeUnit.SECONDS).join()).isFalse();
        vertx.close();
    }

    private void lookOften() {
        for (int look = 0; look < 5; look++) {
            trimmer.look();
        }
    }
}
