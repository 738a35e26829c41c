package io.parley.playground;

import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.tools.Tool;
import io.parley.tools.ToolPolicy;
import io.parley.tools.Toolbox;
import io.parley.turn.TurnStep;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Logs for the page what happens in the turns of a conversation: their steps, rounds of the model, calls of tools. */
final class TurnLog {

    private final Consumer<PlaygroundEvent> log;
    private final Toolbox tools;
    private final Clock clock;

    TurnLog(Consumer<PlaygroundEvent> log, Toolbox tools, Clock clock) {
        this.log = log;
        this.tools = tools;
        this.clock = clock;
    }

    void step(String turn, TurnStep step) {
        String name = step.kind().name().toLowerCase(Locale.ROOT);
        TurnStep.Call call = step.call();
        if (step.kind() == TurnStep.Kind.FOUND) {
            log.accept(found(turn, name, step));
        } else {
            log.accept(call == null ? plain(turn, name, step) : called(turn, name, call));
        }
    }

    private PlaygroundEvent plain(String turn, String name, TurnStep step) {
        return new PlaygroundEvent.Step(
                clock.millis(),
                turn,
                name,
                step.attempt(),
                step.messages() == 0 ? null : step.messages(),
                step.detail().orElse(null));
    }

    private PlaygroundEvent called(String turn, String name, TurnStep.Call call) {
        Optional<ToolPolicy> policy = tools.find(call.tool()).map(Tool::policy);
        return new PlaygroundEvent.ToolCall(
                clock.millis(),
                turn,
                name,
                call.tool(),
                policy.map(ToolPolicy::title).orElse(call.tool()),
                policy.map(found -> found.writes() ? "write" : "read").orElse(null),
                call.number(),
                call.outcome());
    }

    private PlaygroundEvent found(String turn, String name, TurnStep step) {
        return new PlaygroundEvent.Found(
                clock.millis(),
                turn,
                name,
                step.found().stream()
                        .map(passage -> new PlaygroundEvent.Passage(passage.title(), passage.score()))
                        .toList());
    }

    /** Logs that the model is asked. */
    void asked(String turn) {
        log.accept(new PlaygroundEvent.Step(clock.millis(), turn, "model", 0, null, null));
    }

    /** @param shown whether the page may show the arguments of the calls */
    void answered(String turn, Reply reply, boolean shown) {
        List<PlaygroundEvent.Asked> calls =
                reply.calls().stream().map(call -> call(call, shown)).toList();
        model(turn, reply.usage(), calls, null);
    }

    private static PlaygroundEvent.Asked call(ToolCall call, boolean shown) {
        return new PlaygroundEvent.Asked(call.name(), shown ? call.arguments() : null);
    }

    void failed(String turn, Throwable failure) {
        model(turn, Usage.UNKNOWN, List.of(), failure.getMessage());
    }

    private void model(String turn, Usage usage, List<PlaygroundEvent.Asked> calls, @Nullable String failure) {
        boolean counted = usage.input() > 0;
        log.accept(new PlaygroundEvent.Model(
                clock.millis(),
                turn,
                "answered",
                counted ? usage.input() : null,
                counted ? usage.output() : null,
                calls,
                failure));
    }
}
