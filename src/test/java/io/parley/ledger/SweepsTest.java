package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All partitions of one server at once. */
@NullUnmarked
class SweepsTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Pattern CALLS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

    private final AtomicInteger losses = new AtomicInteger();
    private final ReplicaLedger ledger = ReplicaLedger.in(REDIS.api(), new Losable(losses), Settings.with());

    @Test
    void looksThroughAllPartitionsInOneCall() {
        List<Activity> waiting = IntStream.range(0, 50)
                .mapToObj(number -> Samples.message("c" + number, "1", "text"))
                .toList();
        waiting.forEach(this::store);
        long before = calls();

        List<Backlog> seen = now(ledger.sweeps().lookEverywhere(10));

        assertThat(calls() - before).isOne();
        assertThat(seen).hasSize(ConversationKey.PARTITIONS);
        assertThat(Backlog.sum(seen).unfinished()).isEqualTo(50);
        assertThat(Backlog.sum(seen).overdue().stream().map(Waiting::conversation))
                .containsExactlyInAnyOrderElementsOf(
                        waiting.stream().map(ConversationKey::of).toList());
    }

    @Test
    void findsNothingInAnEmptyRedis() {
        assertThat(now(ledger.sweeps().lookEverywhere(10)))
                .hasSize(ConversationKey.PARTITIONS)
                .containsOnly(Backlog.NONE);
    }

    @Test
    void noticesThatRedisHasLostTheSecretOfPartitions() {
        now(ledger.sweeps().lookEverywhere(10));
        assertThat(losses).hasValue(1);

        now(REDIS.api().hset(List.of(StoredPartitions.KEY, "secret", "s")));
        now(ledger.sweeps().lookEverywhere(10));
        assertThat(losses).hasValue(1);
    }

    @Test
    void writesTheSecretAgainThatRedisHasLost() {
        StoredPartitions partitions = new StoredPartitions(
                REDIS.api(), Settings.with().ledger(), Settings.with().conversations());
        PartitionSecret secret = now(partitions.secret());
        REDIS.clear();

        now(ReplicaLedger.in(REDIS.api(), partitions, Settings.with()).sweeps().lookEverywhere(10));

        await().untilAsserted(() -> assertThat(String.valueOf(now(REDIS.api().hget(StoredPartitions.KEY, "secret"))))
                .isEqualTo(secret.text()));
    }

    @Test
    void renewsLeasesOfSeveralPartitionsInOneCall() {
        List<Lease> leases = IntStream.range(0, 20)
                .mapToObj(number -> claim(Samples.message("c" + number, "1", "text")))
                .toList();
        long before = calls();

        assertThat(now(ledger.leases().renew(leases))).isEmpty();

        assertThat(calls() - before).isOne();
    }

    static long calls() {
        Matcher stat =
                CALLS.matcher(now(REDIS.api().info(List.of("commandstats"))).toString());
        return stat.find() ? Long.parseLong(stat.group(1)) : 0;
    }

    private void store(Activity activity) {
        now(ledger.claims().accept(ConversationKey.of(activity), activity, "", false));
    }

    private Lease claim(Activity activity) {
        return now(ledger.claims().accept(ConversationKey.of(activity), activity, "", true))
                .claimed()
                .orElseThrow()
                .lease();
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }

    /** Conversations live where their names put them. */
    private record Losable(AtomicInteger losses) implements Partitions {

        @Override
        public Uni<PartitionSecret> secret() {
            return ReplicaLedger.PLAIN.secret();
        }

        @Override
        public void lost() {
            losses.incrementAndGet();
        }
    }
}
