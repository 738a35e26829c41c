package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster in which a replica takes over from its node. */
@NullUnmarked
class FailoverTest {

    private static final List<Activity> ACTIVITIES = IntStream.range(0, 50)
            .mapToObj(number -> Samples.message("conversation-" + number, "1", "text"))
            .toList();

    private final TestRedis redis = new TestRedis();
    private Claims claims;

    @BeforeEach
    void store() {
        redis.startCluster();
        redis.cluster().replicate(0);
        claims = ReplicaLedger.in(redis, Settings.with()).claims();
        assertAllAre(Acceptance.Status.ACCEPTED);
    }

    @AfterEach
    void stop() {
        redis.stop();
    }

    @Test
    void knowsAllThatANodeHeldWhichDied() {
        redis.cluster().kill(0);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatCode(() -> assertAllAre(Acceptance.Status.DUPLICATE))
                        .doesNotThrowAnyException());
    }

    @Test
    void followsANodeThatHandsOver() {
        redis.cluster().handOver(0);

        assertAllAre(Acceptance.Status.DUPLICATE);
    }

    private void assertAllAre(Acceptance.Status status) {
        assertThat(ACTIVITIES)
                .allSatisfy(activity -> assertThat(accept(activity)).isEqualTo(status));
    }

    private Acceptance.Status accept(Activity activity) {
        return claims.accept(ConversationKey.of(activity), activity, "", false)
                .await()
                .atMost(Duration.ofSeconds(5))
                .status();
    }
}
