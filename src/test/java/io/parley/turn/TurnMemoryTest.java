package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.ledger.TurnId;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica whose turns use all the memory that they may use. */
@NullUnmarked
class TurnMemoryTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final long ALL = Runtime.getRuntime().maxMemory() / 4;
    private static final ConversationKey WAITING = ConversationKey.of(message("waiting"));

    private final Channel channel = new Channel();
    private final Model model = new Model();

    @AutoClose
    private final Replicas replicas = new Replicas();

    @Test
    void leavesATurnInRedisUntilThereIsMemory() {
        Replica replica = replica();
        assertThat(replica.memory().take(ALL)).isTrue();

        accept(replica, message("waiting"));
        await().until(() -> replica.memory().isExhausted());
        await().until(() -> owner() == null);
        assertThat(model.questions()).isEmpty();
        assertThat(attempts()).isEqualTo("0");

        replica.memory().release(ALL);

        await().untilAsserted(() -> assertThat(channel.said("waiting")).containsExactly("answer to text"));
    }

    @Test
    void claimsNothingElseMeanwhile() {
        Replica replica = replica();
        assertThat(replica.memory().take(ALL)).isTrue();
        accept(replica, message("waiting"));
        await().until(() -> replica.memory().isExhausted() && owner() == null);
        String fence = fence();

        accept(replica, message("other"));

        await().during(Duration.ofSeconds(2)).until(() -> fence().equals(fence));
        assertThat(model.questions()).isEmpty();
    }

    @Test
    void leavesATurnToAReplicaThatHasMemory() {
        Replica replica = replica();
        assertThat(replica.memory().take(ALL)).isTrue();
        accept(replica, message("waiting"));
        await().until(() -> replica.memory().isExhausted());

        replica();

        await().untilAsserted(() -> assertThat(channel.said("waiting")).hasSize(1));
    }

    @Test
    void claimsAgainWhenAnotherTurnHasEnded() {
        Replica replica = replica();
        model.behave(question -> Uni.createFrom().nothing());
        accept(replica, message("running"));
        await().until(() -> model.questions().size() == 1);
        assertThat(replica.memory().take(ALL)).isFalse();
        model.behave(question -> Uni.createFrom().item(Model.answerTo(question)));

        accept(replica, message("waiting"));
        assertThat(replica.memory().isExhausted()).isTrue();
        replica.memory().release(0);

        await().untilAsserted(() -> assertThat(channel.said("waiting")).hasSize(1));
    }

    @Test
    void countsWhatATurnHolds() {
        Replica replica = replica();
        model.behave(question -> Uni.createFrom().nothing());
        accept(replica, Samples.message("long", "1", "x".repeat(4_000)));
        await().until(() -> model.questions().size() == 1);

        assertThat(replica.memory().used()).isBetween(35_000L, 50_000L);
    }

    @Test
    void givesBackWhatATurnTook() {
        Replica replica = replica();

        accept(replica, message("short"));

        await().untilAsserted(() -> assertThat(channel.said("short")).hasSize(1));
        await().until(() -> replica.memory().used() == 0);
    }

    private Replica replica() {
        return replicas.add(new Replica(
                        REDIS,
                        channel,
                        model,
                        Fate.happy(),
                        Settings.with("turns.sweep-interval", "100ms", "turns.shutdown-grace", "1ms")))
                .sweeping();
    }

    private static Activity message(String conversation) {
        return Samples.message(conversation, "1", "text");
    }

    private static void accept(Replica replica, Activity activity) {
        replica.accept(activity).await().atMost(Duration.ofSeconds(10));
    }

    private static String owner() {
        return field(WAITING.key("conversation"), "owner");
    }

    private static String fence() {
        return field(WAITING.key("conversation"), "fence");
    }

    private static String attempts() {
        return field(WAITING.key("turn") + ':' + TurnId.of(message("waiting")).value(), "attempts");
    }

    private static String field(String key, String field) {
        var value = REDIS.api().hget(key, field).await().atMost(Duration.ofSeconds(10));
        return value == null ? null : value.toString();
    }
}
