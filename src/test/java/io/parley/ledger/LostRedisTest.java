package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests scripts on a Redis that forgot them, or that is away. */
@NullUnmarked
class LostRedisTest extends TwoReplicas {

    @Test
    void sendsScriptsAgainToARedisThatForgotThem() {
        Turn first = claim(FIRST);
        accept(SECOND);

        forgetScripts();
        now(ledger.renew(first.lease()));
        forgetScripts();
        now(ledger.records().recordAnswer(first, ANSWER));
        forgetScripts();
        Turn second = complete(first).orElseThrow();
        forgetScripts();
        now(ledger.leases().release(second.lease(), Duration.ZERO));
        forgetScripts();
        assertThat(overdue()).containsExactly(CONVERSATION);
        forgetScripts();
        assertThat(takeOver(other).activity()).isEqualTo(SECOND);
        assertThat(history()).isEqualTo(ANSWER.remembered());
    }

    @Test
    void failsWhileRedisIsAwayAndGoesOnWhenItIsBack() {
        TestRedis redis = new TestRedis();
        redis.start(getClass());
        try {
            ReplicaLedger alone = ledger(redis);
            Turn turn = claim(alone, FIRST);

            redis.goAway();
            assertUnavailable(alone.claims().accept(CONVERSATION, SECOND, "", true));
            assertUnavailable(alone.claims().claim(CONVERSATION));
            assertUnavailable(alone.sweeps().look(1, 1));
            assertUnavailable(alone.renew(turn.lease()));
            assertUnavailable(alone.records().recordAnswer(turn, ANSWER));
            assertUnavailable(alone.endings().complete(turn, ANSWER, List.of(), true));
            assertUnavailable(alone.leases().release(turn.lease(), Duration.ZERO));
            assertUnavailable(alone.outcomes().outcome(CONVERSATION, turn.id()));

            redis.comeBack();
            assertThat(now(alone.claims().accept(CONVERSATION, SECOND, "", true))
                            .claimed())
                    .isPresent();
        } finally {
            redis.stop();
        }
    }

    private static void assertUnavailable(Uni<?> call) {
        assertThatThrownBy(() -> now(call)).isInstanceOf(TurnException.LedgerUnavailable.class);
    }

    private static void forgetScripts() {
        REDIS.forgetScripts();
    }
}
