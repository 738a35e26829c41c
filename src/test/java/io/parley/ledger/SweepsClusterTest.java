package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.Settings;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.redis.OnCluster;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Partitions on several servers. */
@OnCluster
class SweepsClusterTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private final ReplicaLedger ledger = ReplicaLedger.in(REDIS, Settings.with());

    @Test
    void learnsThatNoCallReachesAllPartitions() {
        assertThat(ledger.sweeps().mayLookEverywhere()).isTrue();
        assertThatThrownBy(() -> now(ledger.sweeps().lookEverywhere(10)))
                .isInstanceOf(TurnException.LedgerUnavailable.class);

        assertThat(ledger.sweeps().mayLookEverywhere()).isFalse();
        assertThat(now(ledger.sweeps().look(1, 10))).isEqualTo(Backlog.NONE);
    }

    @Test
    void renewsTheLeasesOfEachPartition() {
        List<Lease> leases = IntStream.range(0, 20).mapToObj(this::claim).toList();
        Lease other = new Lease(leases.get(3).conversation(), "4711");

        assertThat(now(ledger.leases().renew(leases))).isEmpty();
        assertThat(now(ledger.leases().renew(List.of(leases.get(0), other)))).containsExactly(other);
    }

    private Lease claim(int number) {
        var activity = Samples.message("c" + number, "1", "text");
        return now(ledger.claims().accept(ConversationKey.of(activity), activity, "", true))
                .claimed()
                .orElseThrow()
                .lease();
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
