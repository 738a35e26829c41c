package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests the limits of {@code accept.lua}: for a partition, a conversation and a user. */
@NullUnmarked
class AcceptLimitsTest extends TwoReplicas {

    @Test
    void storesNothingOverTheLimitOfAPartition() {
        ReplicaLedger small = ledger("turns.max-pending", "2");
        Turn first = claim(small, FIRST);
        now(small.claims().accept(CONVERSATION, SECOND, "", true));
        Map<String, String> before = contents();

        Acceptance refused = now(small.claims().accept(CONVERSATION, THIRD, "", true));

        assertThat(refused.status()).isEqualTo(Acceptance.Status.FULL);
        assertThat(refused.claimed()).isEmpty();
        assertThat(contents()).isEqualTo(before);
        assertThat(now(small.claims().accept(CONVERSATION, SECOND, "", true)).status())
                .isEqualTo(Acceptance.Status.DUPLICATE);
        complete(first);
        assertThat(now(small.claims().accept(CONVERSATION, THIRD, "", true)).status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void storesNothingOverTheLimitOfAConversation() {
        ReplicaLedger small = ledger("turns.max-pending-per-conversation", "2");
        Turn first = claim(small, FIRST);
        now(small.claims().accept(CONVERSATION, SECOND, "", true));

        assertThat(now(small.claims().accept(CONVERSATION, THIRD, "", true)).status())
                .isEqualTo(Acceptance.Status.FULL);
        assertThat(now(small.claims().accept(CONVERSATION, FIRST, "", true)).status())
                .isEqualTo(Acceptance.Status.DUPLICATE);
        assertThat(now(small.claims().accept(conversation("d"), Samples.message("d", "3", "third"), "", true))
                        .status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
        complete(first);
        assertThat(now(small.claims().accept(CONVERSATION, THIRD, "", true)).status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void keepsTheLastFifthOfAPartitionForConversationsThatHaveNothingWaiting() {
        ReplicaLedger small = ledger("turns.max-pending", "5");
        List<String> names = samePartition(3);
        String talkative = names.get(0);
        for (int number = 0; number < 4; number++) {
            assertThat(acceptIn(small, talkative, Integer.toString(number))).isEqualTo(Acceptance.Status.ACCEPTED);
        }

        assertThat(acceptIn(small, talkative, "4")).isEqualTo(Acceptance.Status.FULL);
        assertThat(acceptIn(small, names.get(1), "1")).isEqualTo(Acceptance.Status.ACCEPTED);
        assertThat(acceptIn(small, names.get(2), "1")).isEqualTo(Acceptance.Status.FULL);
    }

    @Test
    void storesNothingOverTheLimitOfAUserInWhateverConversation() {
        ReplicaLedger small = ledger("turns.max-pending-per-user", "2");
        List<String> names = samePartition(4);
        Turn first = now(small.claims()
                        .accept(conversation(names.get(0)), Samples.message(names.get(0), "1", "text"), "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        assertThat(acceptIn(small, names.get(1), "1")).isEqualTo(Acceptance.Status.ACCEPTED);
        assertThat(acceptIn(small, names.get(2), "1")).isEqualTo(Acceptance.Status.FULL);
        Activity another = Samples.one("webchat-message", json -> {
            json.withObject("/conversation").put("id", names.get(3));
            json.withObject("/from").put("id", "another");
            json.remove("channelData");
        });
        assertThat(now(small.claims().accept(conversation(names.get(3)), another, "", false))
                        .status())
                .isEqualTo(Acceptance.Status.ACCEPTED);

        complete(first);

        assertThat(acceptIn(small, names.get(2), "1")).isEqualTo(Acceptance.Status.ACCEPTED);
    }

    /** A version that does not know users may have ended them. */
    @Test
    void forgetsTurnsOfAUserThatHaveEndedOtherwise() {
        ReplicaLedger small = ledger("turns.max-pending-per-user", "1");
        Turn first = claim(FIRST);
        now(REDIS.api().hdel(List.of(Keys.turn(CONVERSATION, first.id()), "user")));
        assertThat(acceptIn(small, "c", "2")).isEqualTo(Acceptance.Status.FULL);

        complete(first);

        assertThat(acceptIn(small, "c", "2")).isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void countsNoTurnThatRanOutOfItsLifetime() {
        ReplicaLedger small = ledger("turns.max-pending", "1", "turns.unfinished-lifetime", "50ms");
        now(small.claims().accept(CONVERSATION, FIRST, "", false));
        await().untilAsserted(() -> assertThat(REDIS.keys())
                .noneMatch(key -> key.endsWith(TurnId.of(FIRST).value())));

        assertThat(now(small.claims().accept(CONVERSATION, SECOND, "", false)).status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
    }

    private static Acceptance.Status acceptIn(ReplicaLedger ledger, String conversation, String id) {
        return now(ledger.claims()
                        .accept(conversation(conversation), Samples.message(conversation, id, "text"), "", false))
                .status();
    }
}
