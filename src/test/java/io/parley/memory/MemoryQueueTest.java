package io.parley.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.memory.MemoryQueue.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class MemoryQueueTest {

    private final MemoryBudget budget = new MemoryBudget(100);
    private final MemoryQueue queue = new MemoryQueue(budget);
    private final List<String> served = new ArrayList<>();

    @Test
    void takesWhatIsThereAtOnce() {
        assertThat(claim("one", 60)).isTrue();
        assertThat(claim("two", 40)).isTrue();

        assertThat(served).isEmpty();
        assertThat(budget.used()).isEqualTo(100);
    }

    @Test
    void servesThoseWhoWaitInTheirOrder() {
        Claim one = queue.claim(100);
        assertThat(claim("large", 90)).isFalse();
        assertThat(claim("small", 5)).isFalse();
        assertThat(claim("other", 6)).isFalse();

        one.end();

        assertThat(served).containsExactly("large", "small");
        assertThat(budget.used()).isEqualTo(95);
    }

    @Test
    void letsNoneOvertakeThatCouldBeServed() {
        queue.claim(60);
        assertThat(claim("large", 90)).isFalse();

        assertThat(claim("small", 5)).isFalse();
    }

    @Test
    void goesOnWhenSomebodyWaitsNoLonger() {
        queue.claim(60);
        Claim large = queue.claim(90);
        assertThat(claim("small", 5)).isFalse();

        large.end();

        assertThat(served).containsExactly("small");
        assertThat(budget.used()).isEqualTo(65);
    }

    @Test
    void givesBackOnce() {
        Claim one = queue.claim(60);

        one.end();
        one.end();

        assertThat(budget.used()).isZero();
    }

    @Test
    void takesNoMoreThanThereIsWhateverComesTogether() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(8);
        int count = 2000;
        CountDownLatch done = new CountDownLatch(count);
        for (int piece = 0; piece < count; piece++) {
            many.execute(() -> {
                Claim claim = queue.claim(30);
                Runnable work = () -> {
                    assertThat(budget.used()).isLessThanOrEqualTo(100);
                    many.execute(() -> {
                        claim.end();
                        done.countDown();
                    });
                };
                if (claim.hasIt(work)) {
                    work.run();
                }
            });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        many.shutdown();
        assertThat(budget.used()).isZero();
    }

    private boolean claim(String name, long bytes) {
        return queue.claim(bytes).hasIt(() -> served.add(name));
    }
}
