package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.Settings;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests {@code recall.lua}: releasing claims whose responses were lost. */
@NullUnmarked
class RecallTest extends TwoReplicas {

    /** Makes each call of the script a single call to Redis. */
    @BeforeEach
    void knowScript() {
        accept(FIRST);
        REDIS.clear();
    }

    @Test
    void recallsWhatItClaimedWithoutHearingOfIt() {
        ReplicaLedger deaf = deaf();
        assertThatThrownBy(() -> now(deaf.claims().accept(CONVERSATION, FIRST, "", true)))
                .isInstanceOf(TurnException.LedgerUnavailable.class);
        assertThat(overdue()).isEmpty();

        now(deaf.claims().releaseUnanswered());

        assertThat(overdue()).containsExactly(CONVERSATION);
        Turn turn = takeOver(other);
        assertThat(turn.attempt()).isEqualTo(1);
        now(deaf.claims().releaseUnanswered());
        now(other.renew(turn.lease()));
    }

    @Test
    void recallsNothingThatAnotherClaimHolds() {
        ReplicaLedger deaf = deaf();
        assertThatThrownBy(() -> now(deaf.claims().accept(CONVERSATION, FIRST, "", true)))
                .isInstanceOf(TurnException.LedgerUnavailable.class);
        now(REDIS.api().zadd(List.of(Keys.due(CONVERSATION.partition()), "0", CONVERSATION.digest())));
        Turn own = takeOver(deaf);

        now(deaf.claims().releaseUnanswered());

        now(deaf.renew(own.lease()));
        assertThat(overdue()).isEmpty();
    }

    /** Creates a ledger that does not get the answer to its first call. */
    private static ReplicaLedger deaf() {
        Settings settings = Settings.with();
        return ReplicaLedger.in(FatefulRedis.of(REDIS.client(), Fate.at(1, Fate.Mishap.ANSWER_LOST)), settings);
    }
}
