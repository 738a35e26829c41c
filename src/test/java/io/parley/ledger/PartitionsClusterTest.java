package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.redis.OnCluster;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Repeats the tests on a cluster, of which a script sees one server. */
@OnCluster
class PartitionsClusterTest extends PartitionsTest {

    /** Whether any node of the cluster holds a key. */
    @RepeatedTest(8)
    void waitsWhereAnyServerHoldsSomething(RepetitionInfo repetition) {
        now(REDIS.api().set(List.of("{" + repetition.getCurrentRepetition() + "}", "conversation")));

        assertThat(now(partitions().secret()).counts()).isFalse();
    }

    private static <T> T now(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }
}
