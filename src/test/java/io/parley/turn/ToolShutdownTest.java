package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatMessage;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.ledger.Fate;
import io.parley.tools.FakeTool;
import io.parley.tools.ToolOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What becomes of a write with an idempotency key that waits to be made again when its replica is told to stop. */
@NullUnmarked
class ToolShutdownTest extends RunningTurns {

    private static final ToolOutcome UNKNOWN = ToolOutcome.unknown("There was no answer.");
    private static final ToolOutcome CLOSED = ToolOutcome.succeeded("{\"closed\":true}");
    private static final Activity MESSAGE = Samples.message("c", "1", "close it");

    private final List<String> tries = new CopyOnWriteArrayList<>();

    @Test
    void isMadeAgainBeforeTheReplicaStopsIfThereIsTime() throws InterruptedException {
        Replica stopping = replica("20s", () -> Uni.createFrom().item(tries.size() == 1 ? UNKNOWN : CLOSED));
        begin(stopping);

        stopping.shutDown();

        assertThat(tries).hasSize(2);
        assertThat(channel.said("c")).containsExactly("It is closed.");
    }

    @Test
    void isLeftToAnotherReplicaIfThereIsNone() throws InterruptedException {
        Replica stopping = replica("1ms", () -> Uni.createFrom().item(UNKNOWN));
        begin(stopping);
        long asked = System.nanoTime();

        stopping.shutDown();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        CompletableFuture<ToolOutcome> second = new CompletableFuture<>();
        replica("20s", () -> Uni.createFrom().completionStage(second)).sweeping();
        eventually().untilAsserted(() -> assertThat(tries).hasSize(2));
        // Longer than the first replica waits before it would make the call again.
        eventually().during(Duration.ofMillis(800)).untilAsserted(() -> {
            assertThat(tries).hasSize(2);
            assertThat(steps()).doesNotContain("ended/");
        });
        second.complete(CLOSED);
        eventually().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("It is closed."));
        assertThat(tries.stream().distinct()).hasSize(1);
    }

    private void begin(Replica replica) {
        accept(replica, MESSAGE);
        eventually().untilAsserted(() -> assertThat(tries).hasSize(1));
    }

    private Replica replica(String grace, Supplier<Uni<ToolOutcome>> behaviour) {
        Settings settings = Settings.with("turns.sweep-interval", "30ms", "turns.shutdown-grace", grace);
        FakeTool close = FakeTool.writingRepeatably("close").behaving((arguments, context) -> {
            tries.add(context.idempotencyKey());
            return behaviour.get();
        });
        return replicas.add(new Replica(
                REDIS,
                channel,
                Bots.with(
                        (prompt, draft) -> Uni.createFrom()
                                .item(() -> prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance)
                                        ? Reply.complete("It is closed.")
                                        : new Reply(
                                                "",
                                                List.of(new ToolCall("a", "close", "{}")),
                                                Usage.UNKNOWN,
                                                Reply.Ending.COMPLETE)),
                        FakeTool.box(close),
                        settings),
                Fate.happy(),
                settings,
                step -> {}));
    }

    private static String steps() {
        return REDIS.keys().stream()
                .filter(key -> key.contains(":steps:"))
                .map(key -> REDIS.api()
                        .lrange(key, "0", "-1")
                        .await()
                        .indefinitely()
                        .toString())
                .toList()
                .toString();
    }
}
