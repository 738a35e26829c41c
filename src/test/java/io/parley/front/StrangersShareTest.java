package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class StrangersShareTest {

    private final EventExecutor loop = new DefaultEventExecutor();
    private final StrangersShare share = new StrangersShare(loop);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void isThereUntilItIsSpent() throws Exception {
        assertThat(onLoop(share::isSpent)).isFalse();

        assertThat(onLoop(() -> {
                    share.spend(Duration.ofMinutes(1).toNanos());
                    return share.isSpent();
                }))
                .isTrue();
    }

    @Test
    void leavesFourFifthsOfTheTimeToOthers() throws Exception {
        Duration work = Duration.ofMillis(10);
        int turns = 20;
        CountDownLatch done = new CountDownLatch(turns);
        long begin = System.nanoTime();
        onLoop(() -> {
            for (int turn = 0; turn < turns; turn++) {
                share.await(() -> {
                    share.spend(work.toNanos());
                    done.countDown();
                });
            }
            return done;
        });

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        // The time of the last one is compensated by those after it.
        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(work.multipliedBy(4L * (turns - 1)).toNanos());
    }

    @Test
    void isTakenInTurns() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(3);
        onLoop(() -> {
            for (int turn = 0; turn < 3; turn++) {
                int number = turn;
                share.await(() -> {
                    order.add(number);
                    done.countDown();
                });
            }
            return share.isSpent();
        });

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly(0, 1, 2);
        assertThat(onLoop(share::isSpent)).isFalse();
    }

    @Test
    void goesOnAfterATurnThatFailed() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        onLoop(() -> {
            share.await(() -> {
                throw new IllegalStateException("a turn that fails");
            });
            share.await(done::countDown);
            return done;
        });

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private <T> T onLoop(Callable<T> work) throws Exception {
        return loop.submit(work).get(60, TimeUnit.SECONDS);
    }
}
