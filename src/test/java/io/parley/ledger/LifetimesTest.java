package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests the lifetimes of keys, and that a conversation stays in one slot. */
@NullUnmarked
class LifetimesTest extends TwoReplicas {

    @Test
    void givesEverythingItsLifetime() {
        Turn first = claim(FIRST);
        accept(SECOND);
        String prefix = CONVERSATION.key("turn") + ':';
        assertThat(lifetime(prefix + first.id().value())).isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(lifetime(CONVERSATION.key("conversation"))).isBetween(Duration.ofDays(29), Duration.ofDays(30));

        complete(first);

        assertThat(lifetime(prefix + first.id().value())).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(lifetime(CONVERSATION.key("history"))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
        assertThat(lifetime(CONVERSATION.key("conversation"))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
    }

    @Test
    void keepsAConversationForAsLongAsItsUnfinishedTurns() {
        ReplicaLedger forgetful = ledger("conversation.retention", "50ms");
        Turn first = claim(forgetful, FIRST);
        now(forgetful.claims().accept(CONVERSATION, SECOND, "", true));
        assertThat(lifetime(CONVERSATION.key("conversation"))).isGreaterThan(Duration.ofDays(6));

        now(forgetful.endings().complete(first, ANSWER, List.of(), true));

        assertThat(lifetime(CONVERSATION.key("conversation"))).isGreaterThan(Duration.ofDays(6));
        assertThat(lifetime(CONVERSATION.key("history"))).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void makesNothingOfAConversationThatRanOutOfItsLifetime() {
        ReplicaLedger shortLived = ledger("turns.unfinished-lifetime", "20ms", "conversation.retention", "20ms");
        List<String> names = samePartition(2);
        ConversationKey gone = conversation(names.get(0));
        now(shortLived.claims().accept(gone, Samples.message(names.get(0), "1", "text"), "", false));
        now(ledger.claims().accept(conversation(names.get(1)), Samples.message(names.get(1), "1", "text"), "", false));
        await().untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(gone.digest())));

        assertThat(now(ledger.claims().claim(gone))).isEmpty();

        assertThat(REDIS.immortalKeys()).isEmpty();
        assertThat(now(ledger.sweeps().look(gone.partition(), 10)).overdue())
                .extracting(Waiting::conversation)
                .containsExactly(conversation(names.get(1)));
    }

    @Test
    void keepsNothingForEverAndEverythingOfAConversationInOneSlot() {
        Turn first = claim(fromClient("1", "client-1"));
        accept(SECOND);
        accept(THIRD);
        now(ledger.records().recordAnswer(first, ANSWER));
        now(ledger.records().recordSent(first, 1));
        Turn second = complete(first).orElseThrow();
        now(ledger.leases().release(second.lease(), Duration.ZERO));
        Turn third = now(ledger.endings().deadLetter(takeOver(other), "reason", true, true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.renew(third.lease()));
        assertThat(REDIS.immortalKeys()).isEmpty();
        assertThat(REDIS.keys())
                .hasSizeGreaterThan(8)
                .allMatch(key -> key.startsWith("parley:{" + CONVERSATION.partition() + "}:"));

        now(ledger.endings().complete(third, forgetting(), List.of(), false));

        assertThat(REDIS.immortalKeys()).isEmpty();
    }
}
