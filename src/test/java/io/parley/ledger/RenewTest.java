package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests {@code renew.lua}. */
@NullUnmarked
class RenewTest extends TwoReplicas {

    @Test
    void holdsAConversationForLongerWhenItsLeaseIsRenewed() {
        Turn turn = claimBriefly(FIRST);

        now(ledger.renew(turn.lease()));

        assertThat(now(REDIS.api().zscore("parley:{" + CONVERSATION.partition() + "}:due", CONVERSATION.digest()))
                        .toDouble())
                .isGreaterThan(millisecond() + 1_000d);
    }

    /** Keys that something else has written to. */
    @Test
    void renewsTheOtherLeasesWhenOneCannotBeRead() {
        Lease broken = claim(FIRST).lease();
        Activity elsewhere = Samples.message("elsewhere", "1", "text");
        ConversationKey other = ConversationKey.of(elsewhere);
        Lease whole = now(ledger.claims().accept(other, elsewhere, "", true))
                .claimed()
                .orElseThrow()
                .lease();
        now(REDIS.api().del(List.of(CONVERSATION.key("conversation"))));
        now(REDIS.api().set(List.of(CONVERSATION.key("conversation"), "no hash")));
        now(REDIS.api().zadd(List.of(StoredKeys.due(other), "1", other.digest())));

        assertThat(now(ledger.leases().renew(List.of(broken, whole)))).isEmpty();

        assertThat(now(REDIS.api().zscore(StoredKeys.due(other), other.digest()))
                        .toDouble())
                .isGreaterThan(1);
    }

    @Test
    void renewsNothingThatHasEnded() {
        Turn turn = claim(FIRST);
        complete(turn);

        now(ledger.renew(turn.lease()));

        assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":due"));
    }
}
