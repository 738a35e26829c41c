package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.ledger.Fate.Mishap;
import io.parley.tools.FakeTool;
import io.parley.tools.ToolOutcome;
import io.parley.tools.Toolbox;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of a turn with a read and a write when something goes wrong at any call to Redis, the model, a tool or the
 * Connector: no write is made twice, and none is forgotten.
 */
@NullUnmarked
class ToolCrashTest extends RunningTurns {

    private static final Settings SETTINGS =
            Settings.with("turns.sweep-interval", "30ms", "turns.retry-delay", "50ms", "turns.shutdown-grace", "1ms");
    private static final Activity MESSAGE = Samples.message("c", "1", "close it");
    private static final ConversationKey CONVERSATION = ConversationKey.of(MESSAGE);
    private static final String CLOSED = "closed";

    /** The calls of a replica that takes over a turn, in which the model asks for a read and a write. */
    enum Step {
        TAKES_OVER,
        ASKS,
        RECORDS_ROUND,
        READS,
        RECORDS_READ,
        RECORDS_BEGIN_OF_WRITE,
        WRITES,
        RECORDS_WRITE,
        ASKS_AGAIN,
        RECORDS_ANSWER,
        SENDS,
        COMPLETES
    }

    private final List<String> writes = new CopyOnWriteArrayList<>();

    /** So that each step is one call. */
    @BeforeAll
    static void knowScripts() throws Exception {
        ToolCrashTest first = new ToolCrashTest();
        try (Replica replica = first.replica(Fate.happy(), true)) {
            replica.store(MESSAGE);
            replica.claim(CONVERSATION);
            eventually().untilAsserted(() -> assertThat(history(CONVERSATION)).hasSize(2));
        }
    }

    static Stream<Arguments> mishaps() {
        return mishapsAt(Step.values(), Step.SENDS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishaps")
    void makesAWriteAtMostOnceAndSaysSoWhereNobodyKnows(Step step, Mishap mishap) {
        crash(step, mishap, false);

        boolean known = history(CONVERSATION).get(1).contains("close {}: succeeded");
        assertThat(writes).hasSizeLessThanOrEqualTo(1);
        assertThat(known || history(CONVERSATION).get(1).contains("close {}: outcome unknown"))
                .isTrue();
        assertThat(writes.size() == 1 || !known).isTrue();
        assertThat(channel.said("c")).allMatch(said -> said.contains("It is not known") != known);
        // It is unknown only where the replica died between the begin of the write and the record of its end.
        assertThat(known).isEqualTo(!isUnknowable(step, mishap));
    }

    private static boolean isUnknowable(Step step, Mishap mishap) {
        return switch (step) {
            case RECORDS_BEGIN_OF_WRITE -> mishap == Mishap.DIES_AFTER;
            case WRITES -> true;
            case RECORDS_WRITE -> mishap == Mishap.DIES_BEFORE;
            default -> false;
        };
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishaps")
    void makesAWriteWithAnIdempotencyKeyAgainWithTheSameKey(Step step, Mishap mishap) {
        crash(step, mishap, true);

        assertThat(writes).isNotEmpty().hasSizeLessThanOrEqualTo(2);
        assertThat(writes.stream().distinct()).hasSize(1);
        assertThat(history(CONVERSATION).get(1)).contains("read {}: ");
    }

    private void crash(Step step, Mishap mishap, boolean repeatable) {
        Fate fate = Fate.at(step.ordinal() + 1, mishap);
        fate.afterwards(
                mishap == Mishap.ANSWER_LOST && step != Step.TAKES_OVER
                        ? () -> {}
                        : () -> beginToEndLease(CONVERSATION));
        replicas.add(replica(Fate.happy(), repeatable)).store(MESSAGE);
        Replica first = replicas.add(replica(fate, repeatable));
        first.claim(CONVERSATION);
        eventually().until(fate::happened);
        replicas.add(replica(Fate.happy(), repeatable)).sweeping();

        eventually().untilAsserted(() -> assertThat(history(CONVERSATION)).hasSize(2));
        assertThat(channel.said("c")).isNotEmpty().allMatch(said -> said.startsWith(CLOSED));
        eventually().untilAsserted(() -> assertThat(REDIS.keys())
                .noneMatch(key -> key.contains(":steps:") || key.contains(":turns:") || key.endsWith(":dead")));
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    private Replica replica(Fate fate, boolean repeatable) {
        FakeTool read = FakeTool.reading("read")
                .behaving((arguments, context) ->
                        fate.step(() -> Uni.createFrom().item(ToolOutcome.succeeded("{\"open\":true}"))));
        FakeTool write = (repeatable ? FakeTool.writingRepeatably("close") : FakeTool.writing("close"))
                .behaving(
                        (arguments, context) -> fate.step(() -> Uni.createFrom().item(() -> {
                            writes.add(context.idempotencyKey());
                            return ToolOutcome.succeeded("{\"closed\":true}");
                        })));
        Toolbox tools = FakeTool.box(read, write);
        return new Replica(REDIS, channel, Bots.with(model(fate), tools, SETTINGS), fate, SETTINGS, step -> {});
    }

    /** Asks for both calls in one answer, and says that it is done when it has their results. */
    private static ChatModel model(Fate fate) {
        return (prompt, draft) -> fate.step(() -> Uni.createFrom().item(() -> reply(prompt)));
    }

    private static Reply reply(Prompt prompt) {
        boolean asked = prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance);
        List<ToolCall> calls = List.of(new ToolCall("a", "read", "{}"), new ToolCall("b", "close", "{}"));
        return asked ? Reply.complete(CLOSED) : new Reply("", calls, Usage.UNKNOWN, Reply.Ending.COMPLETE);
    }
}
