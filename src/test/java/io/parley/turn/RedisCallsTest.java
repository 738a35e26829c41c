package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Settings;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.ledger.Fate;
import io.parley.tools.FakeTool;
import io.parley.tools.Toolbox;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a turn calls Redis: the price of being durable. */
@NullUnmarked
class RedisCallsTest extends RunningTurns {

    /** Longer than the test: renewing a lease is a call, too. */
    private static final Settings SETTINGS = Settings.with("turns.lease", "60s", "turns.shutdown-grace", "1ms");

    /** Without tools: accepted and claimed, answer recorded, completed. */
    @ParameterizedTest(name = "tools offered: {0}, read: {1}, written: {2}")
    @CsvSource({"false,0,0,3", "true,0,0,3", "true,1,0,5", "true,2,0,6", "true,0,1,6", "true,1,1,7"})
    void callsRedisAsOftenAsDocumented(boolean offered, int reads, int writes, int scripts) {
        Toolbox tools = offered ? FakeTool.box(FakeTool.reading("read"), FakeTool.writing("write")) : Toolbox.EMPTY;
        Replica replica = replicas.add(new Replica(
                REDIS, channel, Bots.with(model(reads, writes), tools, SETTINGS), Fate.happy(), SETTINGS, step -> {}));
        runTurn(replica, "makes Redis know the scripts");
        int sent = replica.fate().commands().size();
        long run = scripts("evalsha");
        long loaded = scripts("eval");

        runTurn(replica, "counted");

        assertThat(replica.fate()
                        .commands()
                        .subList(sent, replica.fate().commands().size()))
                .hasSize(scripts)
                .containsOnly("evalsha");
        assertThat(scripts("evalsha") - run).isEqualTo(scripts);
        assertThat(scripts("eval") - loaded).isZero();
    }

    private void runTurn(Replica replica, String conversation) {
        accept(replica, Samples.message(conversation, "1", "text"));
        awaitEndOfTurns();
        assertThat(channel.said(conversation)).containsExactly("done");
    }

    /** Returns how often Redis has run scripts by this command since its start. */
    private static long scripts(String command) {
        String stats = now(REDIS.api().info(List.of("commandstats"))).toString();
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(stats);
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    private static ChatModel model(int reads, int writes) {
        List<ToolCall> calls = Stream.concat(
                        IntStream.range(0, reads)
                                .mapToObj(number -> new ToolCall("r" + number, "read", "{\"n\":" + number + "}")),
                        IntStream.range(0, writes).mapToObj(number -> new ToolCall("w" + number, "write", "{}")))
                .toList();
        return (prompt, draft) -> Uni.createFrom().item(() -> reply(prompt, calls));
    }

    private static Reply reply(Prompt prompt, List<ToolCall> calls) {
        boolean called = prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance);
        return called || calls.isEmpty()
                ? Reply.complete("done")
                : new Reply("", calls, Usage.UNKNOWN, Reply.Ending.COMPLETE);
    }
}
