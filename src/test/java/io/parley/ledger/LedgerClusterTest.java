package io.parley.ledger;

import io.parley.redis.OnCluster;
import io.parley.redis.TestRedis;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the tests of the scripts on one cluster. */
@OnCluster
class LedgerClusterTest {

    @RegisterExtension
    static final TestRedis REDIS = TwoReplicas.REDIS;

    @Nested
    class Accept extends AcceptTest {}

    @Nested
    class AcceptLimits extends AcceptLimitsTest {}

    @Nested
    class Revision extends RevisionTest {}

    @Nested
    class TakeOver extends TakeOverTest {}

    @Nested
    class Renew extends RenewTest {}

    @Nested
    class Release extends ReleaseTest {}

    @Nested
    class Recall extends RecallTest {}

    @Nested
    class Record extends RecordTest {}

    @Nested
    class Fencing extends FencingTest {}

    @Nested
    class Complete extends CompleteTest {}

    @Nested
    class History extends HistoryTest {}

    @Nested
    class DeadLetter extends DeadLetterTest {}

    @Nested
    class Outcomes extends OutcomesTest {}

    @Nested
    class Look extends LookTest {}

    @Nested
    class Lifetimes extends LifetimesTest {}

    @Nested
    class LostRedis extends LostRedisTest {}
}
