package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests {@code release.lua}. */
@NullUnmarked
class ReleaseTest extends TwoReplicas {

    @Test
    void releasesNothingThatIsAnotherReplicasByNow() {
        Turn lost = claimBriefly(FIRST);
        Turn held = awaitTakeOver(other);

        now(ledger.leases().release(lost.lease(), Duration.ZERO));

        now(other.renew(held.lease()));
        assertThat(overdue()).isEmpty();
    }

    @Test
    void givesAConversationBackAtOnce() {
        Turn turn = claim(FIRST);

        now(ledger.leases().release(turn.lease(), Duration.ZERO));

        assertThat(overdue()).containsExactly(CONVERSATION);
        assertThat(takeOver(other).attempt()).isEqualTo(2);
    }

    @Test
    void doesNotCountTheAttemptOfAReplicaThatStops() {
        Turn turn = claim(FIRST);

        now(ledger.leases().releaseUnstarted(turn.lease()));

        assertThat(takeOver(other).attempt()).isEqualTo(1);
    }

    @Test
    void givesAConversationBackForLater() {
        Turn turn = claim(FIRST);

        now(ledger.leases().release(turn.lease(), Duration.ofMillis(200)));

        assertThat(overdue()).isEmpty();
        assertThat(now(other.claims().accept(CONVERSATION, SECOND, "", true)).claimed())
                .isEmpty();
        assertThat(awaitTakeOver(other).activity()).isEqualTo(FIRST);
    }
}
