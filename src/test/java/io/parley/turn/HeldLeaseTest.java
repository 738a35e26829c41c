package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.MutableClock;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Lease;
import io.parley.ledger.TurnException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeldLeaseTest {

    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Lease LEASE = new Lease(ConversationKey.of("webchat", "c"), "1");

    private final MutableClock clock = new MutableClock();

    @Test
    void isOverOnceItsTimeHasPassedThoughTheMachineWasSuspendedMeanwhile() {
        HeldLease held = new HeldLease(LEASE, LENGTH, System.nanoTime(), clock);
        clock.advance(LENGTH.minusSeconds(1));
        assertThat(held.isOurs()).isTrue();

        clock.advance(Duration.ofSeconds(2));

        assertThat(held.isOurs()).isFalse();
        assertThatThrownBy(held::demandOurs).isInstanceOf(TurnException.LeaseLost.class);
    }

    @Test
    void isOverByTheMonotonicClockThoughTheOtherWasSetBack() {
        HeldLease held = new HeldLease(LEASE, LENGTH, System.nanoTime() - LENGTH.toNanos(), clock);
        clock.advance(Duration.ofHours(-1));

        assertThat(held.isOurs()).isFalse();
    }

    @Test
    void goesOnWhenItIsRenewed() {
        HeldLease held = new HeldLease(LEASE, LENGTH, System.nanoTime(), clock);
        clock.advance(LENGTH.plusSeconds(1));

        held.renewed(System.nanoTime());

        assertThat(held.isOurs()).isTrue();
    }
}
