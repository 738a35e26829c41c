package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Redis that is full and evicts nothing. */
class FullRedisTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Activity FIRST = Samples.message("c", "1", "first");
    private static final Activity SECOND = Samples.message("c", "2", "second");

    private final ReplicaLedger ledger = ReplicaLedger.in(REDIS, Settings.with());

    @AfterEach
    void makeRoom() {
        limitMemory("0");
    }

    @Test
    void storesNothingRatherThanWhatCannotBeAnswered() {
        accept(FIRST);
        List<String> before = REDIS.keys();
        limitMemory("1");

        assertThatThrownBy(() -> accept(SECOND)).isInstanceOf(TurnException.LedgerUnavailable.class);

        assertThat(REDIS.keys()).containsExactlyInAnyOrderElementsOf(before);
        limitMemory("0");
        assertThat(accept(SECOND).status()).isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void endsTurnsAlthoughItIsFull() {
        Turn first = accept(FIRST).claimed().map(Turn.class::cast).orElseThrow();
        accept(SECOND);
        Activity elsewhere = Samples.message("d", "1", "text");
        now(ledger.claims().accept(ConversationKey.of(elsewhere), elsewhere, "", false));
        limitMemory("1");

        now(ledger.renew(first.lease()));
        now(ledger.records().recordAnswer(first, Answer.saying("reply")));
        now(ledger.records().recordSent(first, 1));
        Turn second = now(ledger.endings().complete(first, Answer.saying("reply"), List.of(), true))
                .next()
                .or(() -> now(ledger.claims().claim(ConversationKey.of(FIRST))))
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.endings().deadLetter(second, "reason", true, true));
        Turn taken = now(ledger.claims().claim(ConversationKey.of(elsewhere)))
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.leases().releaseUnstarted(taken.lease()));

        assertThat(second.activity()).isEqualTo(SECOND);
        assertThat(now(ledger.sweeps().look(ConversationKey.of(FIRST).partition(), 10))
                        .unfinished())
                .isZero();
        assertThatThrownBy(() -> accept(Samples.message("c", "3", "third")))
                .isInstanceOf(TurnException.LedgerUnavailable.class);
    }

    private Acceptance accept(Activity activity) {
        return now(ledger.claims().accept(ConversationKey.of(activity), activity, "", true));
    }

    private static void limitMemory(String bytes) {
        now(REDIS.api().config(List.of("SET", "maxmemory", bytes)));
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
