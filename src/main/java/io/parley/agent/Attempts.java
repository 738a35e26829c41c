package io.parley.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.CallContext;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Makes calls, each within its time. A write that takes an idempotency key is made again with the same key while its outcome is
 * unknown, as it is after a crash.
 */
final class Attempts {

    /** The time for a tool's own verdict after its timeout. Only the tool knows whether the request was sent. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** The waits before a write is made again. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));

    private final ToolTelemetry telemetry;
    private final BooleanSupplier mayRepeat;

    /** @param mayRepeat whether there is time for another try, and the turn is still ours */
    Attempts(ToolTelemetry telemetry, BooleanSupplier mayRepeat) {
        this.telemetry = telemetry;
        this.mayRepeat = mayRepeat;
    }

    /** Makes a call. Never fails. */
    Uni<ToolOutcome> make(Tool tool, ObjectNode arguments, CallContext context) {
        return telemetry.observe(tool, context, attempt(new Attempt(tool, arguments, context), PAUSES));
    }

    /** One try of a call. */
    private record Attempt(Tool tool, ObjectNode arguments, CallContext context) {

        Attempt again() {
            return new Attempt(tool, arguments, context.again());
        }
    }

    private Uni<ToolOutcome> attempt(Attempt attempt, List<Duration> pauses) {
        return within(attempt)
                .chain(outcome -> isToRepeat(attempt, outcome) && !pauses.isEmpty()
                        ? repeat(attempt, pauses, outcome)
                        : Uni.createFrom().item(outcome));
    }

    private static boolean isToRepeat(Attempt attempt, ToolOutcome outcome) {
        return outcome.status() == ToolOutcome.Status.UNKNOWN
                && attempt.tool().policy().writes()
                && attempt.tool().policy().repeatable();
    }

    private Uni<ToolOutcome> repeat(Attempt attempt, List<Duration> pauses, ToolOutcome outcome) {
        return Uni.createFrom()
                .item(outcome)
                .onItem()
                .delayIt()
                .by(pauses.get(0))
                .chain(before -> mayRepeat.getAsBoolean()
                        ? attempt(attempt.again(), pauses.subList(1, pauses.size()))
                        : Uni.createFrom().item(before));
    }

    private static Uni<ToolOutcome> within(Attempt attempt) {
        Tool tool = attempt.tool();
        Duration limit = tool.policy().timeout().plus(GRACE);
        return Uni.createFrom()
                .deferred(() -> tool.call(attempt.arguments(), attempt.context()))
                .ifNoItem()
                .after(limit)
                .recoverWithItem(() -> ToolOutcome.unknown("There was no answer within " + limit.toSeconds() + " s."))
                .onFailure()
                .invoke(failure -> Log.errorf(
                        "The tool %s failed with %s.",
                        tool.definition().name(), failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(() -> ToolOutcome.unknown("The call failed."));
    }
}
