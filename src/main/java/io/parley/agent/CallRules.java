package io.parley.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.chat.ToolCall;
import io.parley.tools.Tool;
import io.parley.tools.ToolPolicy;
import io.parley.tools.Toolbox;
import io.quarkus.logging.Log;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides which calls of one run of a turn are made. */
final class CallRules {

    private static final int MOST_NAMES = 40;

    /** In UTF-16 units. */
    private static final int LONGEST_TO_CONFIRM = 2_000;

    private static final int MOST_TO_CONFIRM = 20;

    private final Toolbox tools;
    private final AgentConfig limits;
    private final ToolTelemetry telemetry;
    private final long startedAt = System.nanoTime();

    CallRules(Tools tools) {
        this.tools = tools.box();
        this.limits = tools.limits();
        this.telemetry = tools.telemetry();
    }

    Optional<Tool> tool(ToolCall call) {
        return tools.find(call.name());
    }

    /** Returns how many calls of the next round may be made. */
    int left(int made) {
        return Math.min(limits.maxCallsPerRound(), limits.maxCalls() - made);
    }

    Optional<String> tooMany(int left) {
        return left > 0
                ? Optional.empty()
                : Optional.of("Too many calls: at most " + limits.maxCallsPerRound() + " of one answer are made, and "
                        + limits.maxCalls() + " for one question.");
    }

    boolean isTimeOver() {
        return System.nanoTime() - startedAt > limits.callsWithin().toNanos();
    }

    /** Returns what is wrong with a call, in words for the model; empty if nothing is. */
    Optional<String> objection(ToolCall call) {
        Optional<Tool> tool = tool(call);
        if (tool.isEmpty()) {
            return Optional.of(
                    "There is no tool of this name. The tools are: " + names() + ". Call them by these names.");
        }
        return Arguments.read(call.arguments())
                .map(arguments -> ArgumentCharacters.objection(arguments).or(() -> objection(tool.get(), arguments)))
                .orElseGet(() -> Optional.of("The arguments are not a JSON object. Nothing was done."));
    }

    private static Optional<String> objection(Tool tool, ObjectNode arguments) {
        try {
            return tool.objection(arguments);
        } catch (RuntimeException failure) {
            Log.errorf(
                    "The tool %s could not check arguments: %s.",
                    tool.definition().name(), failure.getClass().getName());
            return Optional.of("The arguments could not be checked. Nothing was done.");
        }
    }

    /** Whether a call needs the user's consent: the operator requires it, or the turn has read text of third parties. */
    boolean needsConsent(ToolCall call, Transcript before) {
        return tool(call)
                .map(Tool::policy)
                .filter(policy -> policy.confirmed() || (policy.writes() && before.isTainted()))
                .isPresent();
    }

    /** Refuses arguments that the user could not check: too long ones, and ones with invisible characters. */
    Optional<String> unfitForConsent(ToolCall call, Transcript before) {
        return needsConsent(call, before) ? tooLong(call).or(() -> hidden(call)) : Optional.empty();
    }

    private static Optional<String> hidden(ToolCall call) {
        return Arguments.read(call.arguments())
                .filter(ArgumentCharacters::areHidden)
                .map(arguments -> "The user has to confirm this call, and cannot see some characters of its arguments."
                        + " Leave out invisible characters.");
    }

    private static Optional<String> tooLong(ToolCall call) {
        boolean tooLong = call.arguments().length() > LONGEST_TO_CONFIRM
                || Arguments.read(call.arguments())
                        .filter(arguments -> arguments.size() > MOST_TO_CONFIRM)
                        .isPresent();
        return tooLong
                ? Optional.of(
                        "The user has to confirm this call, and its arguments are too long for that. Use shorter ones.")
                : Optional.empty();
    }

    /** Returns the name of a tool that users read. */
    String title(String tool) {
        return tools.find(tool).map(Tool::policy).map(ToolPolicy::title).orElse(tool);
    }

    private String names() {
        return tools.tools().stream()
                .limit(MOST_NAMES)
                .map(tool -> tool.definition().name())
                .collect(Collectors.joining(", "));
    }

    ToolTelemetry telemetry() {
        return telemetry;
    }
}
