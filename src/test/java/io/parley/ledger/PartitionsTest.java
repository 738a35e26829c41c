package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.redis.SilentProxy;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests that users cannot choose a neighbour's partition, and that no conversation is lost while the secret takes effect.
 */
@NullUnmarked
class PartitionsTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Activity FIRST = message("1");
    private static final Activity SECOND = message("2");
    private static final ConversationKey NAMED = ConversationKey.of(FIRST);

    @Test
    void keepsOneSecretForAllReplicasOfAnEmptyRedis() {
        PartitionSecret secret = now(partitions().secret());
        now(REDIS.api().set(List.of("another", "key")));

        PartitionSecret other = now(partitions().secret());

        assertThat(secret.counts()).isTrue();
        assertThat(secret.mixed()).isFalse();
        assertThat(other.text()).isEqualTo(secret.text()).hasSize(64);
        assertThat(other.counts()).isTrue();
        assertThat(REDIS.keys()).contains("parley:partitions");
        assertThat(now(REDIS.api().pttl("parley:partitions")).toLong()).isPositive();
    }

    @Test
    void spreadsConversationsByTheSecretAndNotByTheirNames() {
        PartitionSecret one = new PartitionSecret("one", System.nanoTime(), false);
        PartitionSecret other = new PartitionSecret("other", System.nanoTime(), false);
        List<ConversationKey> neighbours = IntStream.range(0, 5000)
                .mapToObj(number -> ConversationKey.of("webchat", "c" + number))
                .filter(key -> key.partition() == 7)
                .toList();

        assertThat(neighbours.stream()
                        .map(key -> one.homes(key).get(0).partition())
                        .distinct())
                .hasSizeGreaterThan(30);
        assertThat(neighbours).anySatisfy(key -> assertThat(one.homes(key)).isNotEqualTo(other.homes(key)));
        assertThat(neighbours).allSatisfy(key -> assertThat(one.homes(key))
                .singleElement()
                .satisfies(home -> assertThat(home.digest()).isEqualTo(key.digest())));
    }

    @Test
    void waitsInARedisThatHoldsSomethingUntilNoOtherVersionIsLeft() {
        now(REDIS.api().set(List.of("another", "key")));

        PartitionSecret secret = now(partitions().secret());

        assertThat(secret.counts()).isFalse();
        assertThat(secret.homes(NAMED)).containsExactly(NAMED);
    }

    @Test
    void countsWhenItsTimeHasCome() {
        StoredPartitions partitions = partitions("conversation.partition-secret-after", "1s");
        PartitionSecret secret = now(partitions.secret());
        assertThat(secret.counts()).isFalse();

        await().until(secret::counts);

        assertThat(now(partitions().secret()).counts()).isTrue();
        assertThat(secret.mixed()).isTrue();
    }

    @Test
    void goesOnWithTheSecretItKnowsWhenRedisHasLostIt() {
        StoredPartitions partitions = partitions();
        PartitionSecret secret = now(partitions.secret());
        REDIS.clear();
        now(REDIS.api().set(List.of("another", "key")));

        partitions.begin(new io.quarkus.runtime.StartupEvent());
        try {
            await().until(() -> REDIS.keys().contains("parley:partitions"));
        } finally {
            partitions.end(new io.quarkus.runtime.ShutdownEvent());
        }

        PartitionSecret other = now(partitions().secret());
        assertThat(other.text()).isEqualTo(secret.text());
        assertThat(other.counts()).isTrue();
    }

    @Test
    void findsAConversationWhereAVersionWithoutSecretsPutIt() {
        Turn first = now(ReplicaLedger.in(REDIS.api(), ReplicaLedger.PLAIN, Settings.with())
                        .claims()
                        .accept(NAMED, FIRST, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        ReplicaLedger ledger = ReplicaLedger.in(REDIS.api(), mixed(), Settings.with());

        Acceptance acceptance = now(ledger.claims().accept(NAMED, SECOND, "", true));

        assertThat(acceptance.conversation()).isEqualTo(NAMED);
        assertThat(acceptance.claimed()).isEmpty();
        assertThat(now(ledger.claims().accept(NAMED, FIRST, "", true)).status()).isEqualTo(Acceptance.Status.DUPLICATE);
        assertThat(now(ledger.endings().complete(first, Answer.nothing(), List.of(), true))
                        .next())
                .get()
                .extracting(next -> ((Turn) next).activity())
                .isEqualTo(SECOND);
        assertThat(now(new Queues(REDIS.api(), mixed()).look(NAMED)).turns()).hasSize(1);
    }

    @Test
    void putsANewConversationWhereTheSecretSaysAndFindsItsLetters() {
        ReplicaLedger ledger = ReplicaLedger.in(REDIS.api(), mixed(), Settings.with());
        ConversationKey home = now(mixed().secret()).homes(NAMED).get(0);

        Acceptance acceptance = now(ledger.claims().accept(NAMED, FIRST, "", true));

        assertThat(acceptance.conversation()).isEqualTo(home).isNotEqualTo(NAMED);
        assertThat(now(new Queues(REDIS.api(), mixed()).look(NAMED)).turns()).hasSize(1);
        assertThat(REDIS.keys()).noneMatch(key -> key.startsWith("parley:{" + NAMED.partition() + "}"));
        Turn turn = acceptance.claimed().map(Turn.class::cast).orElseThrow();
        now(ledger.endings().deadLetter(turn, "reason", true, true));
        Settings settings = Settings.with();
        DeadLetters letters =
                new DeadLetters(REDIS.api(), mixed(), settings.ledger(), settings.conversations(), Samples.MAPPER);
        String id = now(letters.list(10)).get(0).id();
        assertThat(now(letters.replay(id))).isTrue();
        assertThat(now(letters.replay(id))).isFalse();
        assertThat(now(ledger.claims().claim(home)))
                .map(again -> ((Turn) again).activity())
                .isEqualTo(Optional.of(FIRST));
    }

    @Test
    void saysThatTheLedgerIsUnavailableWhileTheSecretIsUnknown() {
        SilentProxy proxy = new SilentProxy();
        proxy.start(URI.create(REDIS.url()));
        proxy.fallSilent();
        try {
            StoredPartitions silent =
                    partitions(RedisAPI.api(Redis.newInstance(io.vertx.redis.client.Redis.createClient(
                            REDIS.vertx(), proxy.url().toString()))));

            assertThatThrownBy(() -> now(silent.secret())).isInstanceOf(TurnException.LedgerUnavailable.class);
        } finally {
            proxy.stop();
        }
    }

    /**
     * The secret is in effect, in a Redis with data of versions without one; it gives the sample another partition than its
     * name.
     */
    private static Partitions mixed() {
        PartitionSecret secret = IntStream.range(0, 100)
                .mapToObj(number -> new PartitionSecret("secret " + number, System.nanoTime(), true))
                .filter(one -> one.homes(NAMED).size() == 2)
                .findFirst()
                .orElseThrow();
        return () -> Uni.createFrom().item(secret);
    }

    static StoredPartitions partitions(String... settings) {
        return partitions(REDIS.api(), settings);
    }

    private static StoredPartitions partitions(RedisAPI redis, String... settings) {
        Settings all = Settings.with(settings);
        return new StoredPartitions(redis, all.ledger(), all.conversations());
    }

    private static Activity message(String id) {
        return Samples.message("c", id, "text " + id);
    }

    private static <T> T now(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }
}
