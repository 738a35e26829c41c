package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SilenceTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Queue<Timer> timers = new ArrayDeque<>();
    private final AtomicInteger noticed = new AtomicInteger();
    private long now;
    private final Silence silence = with(new Patience(HOUR, LONGEST, HOUR));

    @Test
    void isNoticedWhereNothingIsHeard() {
        silence.begin();

        pass(Duration.ofSeconds(9));
        assertThat(noticed).hasValue(0);

        pass(Duration.ofSeconds(1));
        assertThat(noticed).hasValue(1);
        assertThat(timers).isEmpty();
    }

    @Test
    void isNoticedAsLongAfterTheLastSound() {
        silence.begin();
        pass(Duration.ofSeconds(7));
        silence.hear();

        pass(Duration.ofSeconds(9));
        assertThat(noticed).hasValue(0);

        pass(Duration.ofSeconds(1));
        assertThat(noticed).hasValue(1);
    }

    @Test
    void takesOneTimerHoweverOftenSomethingIsHeard() {
        silence.begin();

        for (int piece = 0; piece < 100_000; piece++) {
            silence.hear();
        }

        assertThat(timers).hasSize(1);
    }

    @Test
    void isNotNoticedAfterTheEnd() {
        silence.begin();
        Timer last = timers.peek();

        silence.end();

        assertThat(timers).isEmpty();
        now = LONGEST.toNanos() - 1;
        last.then.run();
        assertThat(timers).as("a timer that ran at the same time").isEmpty();
    }

    @Test
    void isNoticedWhereTheFirstWordsDoNotCome() {
        Silence waiting = with(new Patience(Duration.ofSeconds(5), LONGEST, HOUR));
        waiting.begin();
        pass(Duration.ofSeconds(4));
        waiting.hear();

        pass(Duration.ofSeconds(1));

        assertThat(noticed).hasValue(1);
    }

    @Test
    void isNotNoticedBeforeItsOwnLimitOnceTheFirstWordsHaveCome() {
        Silence waiting = with(new Patience(Duration.ofSeconds(5), LONGEST, HOUR));
        waiting.begin();
        waiting.beginAnswer();

        pass(Duration.ofSeconds(5));
        assertThat(noticed).hasValue(0);

        pass(Duration.ofSeconds(5));
        assertThat(noticed).hasValue(1);
    }

    @Test
    void isNoticedWhereTheWholeAnswerTakesTooLong() {
        Silence waiting = with(new Patience(HOUR, LONGEST, Duration.ofSeconds(15)));
        waiting.begin();
        pass(Duration.ofSeconds(8));
        waiting.hear();
        pass(Duration.ofSeconds(2));
        assertThat(noticed).hasValue(0);

        pass(Duration.ofSeconds(5));

        assertThat(noticed).hasValue(1);
    }

    private Silence with(Patience patience) {
        return new Silence(patience, () -> now, this::after, noticed::incrementAndGet);
    }

    private Cancellable after(Duration time, Runnable then) {
        Timer timer = new Timer(now + time.toNanos(), then);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    private void pass(Duration time) {
        now += time.toNanos();
        if (!timers.isEmpty() && timers.element().at <= now) {
            timers.remove().then.run();
        }
    }

    private record Timer(long at, Runnable then) {}
}
