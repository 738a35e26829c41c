package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.connector.FakeConnector;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.tools.FakeTool;
import io.parley.tools.ToolOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What the user sees while a tool runs, and what becomes of its call when the user does not wait for it. */
@NullUnmarked
class LiveToolTest extends RunningTurns {

    private static final Activity MESSAGE = Samples.message("c", "1", "close it");
    private final CompletableFuture<Consumer<String>> pen = new CompletableFuture<>();
    private final CompletableFuture<ToolOutcome> end = new CompletableFuture<>();
    private final FakeTool close = FakeTool.writing("close");

    @Test
    void saysWhatItDoesWhileAToolRuns() {
        close.behaving((arguments, context) -> Uni.createFrom().completionStage(end::copy));

        accept();
        await().untilAsserted(() -> assertThat(channel.drafts("c")).containsExactly("Looking it up"));
        end.complete(ToolOutcome.succeeded("closed"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("done"));
    }

    @Test
    void remembersACallThatWasUnderWayWhenTheUserStoppedTheAnswer() {
        channel.behave(activity -> "One, two".equals(activity.text())
                ? Uni.createFrom().failure(FakeConnector.cancelled())
                : Uni.createFrom().item(Optional.of("id")));
        close.behaving((arguments, context) -> Uni.createFrom().completionStage(end::copy));

        Replica replica = accept();
        await().until(() -> !close.calls().isEmpty());
        pen.join().accept("One");
        await().untilAsserted(() -> assertThat(channel.drafts("c")).contains("One"));
        pen.join().accept("One, two");
        await().during(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(history()).isEmpty());
        end.complete(ToolOutcome.succeeded("closed"));

        await().untilAsserted(() -> assertThat(history()).contains("close {}: succeeded", "stopped"));
        assertThat(channel.said("c")).isEmpty();
        assertThat(replica.metrics().get("parley.turns.cancelled").counter().count())
                .isEqualTo(1);
    }

    private Replica accept() {
        Settings settings = Settings.with("turns.typing-after", "1ms", "turns.shutdown-grace", "1ms");
        Replica replica = replicas.add(new Replica(
                REDIS, channel, Bots.with(model(), FakeTool.box(close), settings), Fate.happy(), settings, step -> {}));
        replica.accept(MESSAGE).await().atMost(Duration.ofSeconds(5));
        return replica;
    }

    private ChatModel model() {
        return (prompt, draft) -> {
            pen.complete(draft);
            boolean called = prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance);
            List<ToolCall> calls = called ? List.of() : List.of(new ToolCall("a", "close", "{}"));
            return Uni.createFrom().item(new Reply(called ? "done" : "", calls, Usage.UNKNOWN, Reply.Ending.COMPLETE));
        };
    }

    private static String history() {
        return REDIS.api()
                .lrange(ConversationKey.of(MESSAGE).key("history"), "0", "-1")
                .await()
                .indefinitely()
                .toString()
                .replaceAll("^\\[]$", "");
    }
}
