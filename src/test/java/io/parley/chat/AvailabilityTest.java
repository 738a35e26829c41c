package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

    private static final Duration ALMOST = Duration.ofMillis(1);

    private final AtomicLong now = new AtomicLong();
    private final Availability availability = new Availability(now::get);

    @Test
    void staysWhileCallsSucceedInBetween() {
        fail(Availability.FAILURES_IN_A_ROW - 1);
        availability.succeeded();
        fail(Availability.FAILURES_IN_A_ROW - 1);

        assertThat(availability.acquire()).isTrue();
        assertThat(availability.closed()).isZero();
    }

    @Test
    void endsWhenCallsFailInARow() {
        fail(Availability.FAILURES_IN_A_ROW);

        assertThat(availability.acquire()).isFalse();
        assertThat(availability.closed()).isEqualTo(Availability.OPEN);
    }

    @Test
    void isTriedByOneCallAfterAWhile() {
        fail(Availability.FAILURES_IN_A_ROW);
        pass(Availability.OPEN.minus(ALMOST));
        assertThat(availability.acquire()).isFalse();
        pass(ALMOST);

        assertThat(availability.acquire()).isTrue();
        assertThat(availability.acquire()).isFalse();
    }

    @Test
    void isBackWhenThatCallSucceeds() {
        fail(Availability.FAILURES_IN_A_ROW);
        pass(Availability.OPEN);
        availability.acquire();

        availability.succeeded();

        assertThat(availability.acquire()).isTrue();
        assertThat(availability.acquire()).isTrue();
    }

    @Test
    void isGoneAgainWhenThatCallFails() {
        fail(Availability.FAILURES_IN_A_ROW);
        pass(Availability.OPEN);
        availability.acquire();
        pass(Duration.ofSeconds(5));

        fail(1);

        assertThat(availability.acquire()).isFalse();
        assertThat(availability.closed()).isEqualTo(Availability.OPEN);
    }

    @Test
    void pausesForAsLongAsTheServiceSays() {
        availability.throttled(Duration.ofSeconds(22));

        assertThat(availability.acquire()).isFalse();
        assertThat(availability.closed()).isEqualTo(Duration.ofSeconds(22));
        pass(Duration.ofSeconds(22));
        assertThat(availability.acquire()).isTrue();
    }

    @Test
    void isTriedBeforeADayIsOverThoughADayIsWhatIsTold() {
        availability.throttled(Duration.ofDays(1));

        assertThat(availability.closed()).isEqualTo(Availability.MOST_THROTTLED);
        assertThat(availability.refused()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void isNotRefusedAnyMoreOnceItHasAnswered() {
        availability.throttled(Duration.ofDays(1));
        pass(Availability.MOST_THROTTLED);

        availability.succeeded();

        assertThat(availability.refused()).isZero();
    }

    @Test
    void doesNotComeBackBeforeItsTimeBecauseACallOfBeforeSucceeds() {
        availability.throttled(Duration.ofSeconds(22));

        availability.succeeded();

        assertThat(availability.acquire()).isFalse();
    }

    @Test
    void isAvoidedForAWhileWhereItIsNotSetUp() {
        availability.misconfigured();

        assertThat(availability.avoided()).isTrue();
        assertThat(availability.acquire()).isTrue();
        pass(Availability.MISCONFIGURED);
        assertThat(availability.avoided()).isFalse();
    }

    private void fail(int times) {
        IntStream.range(0, times).forEach(time -> availability.failed());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
