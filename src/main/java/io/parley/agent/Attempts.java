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
 * Makes calls, each within its time limit. If the outcome of a write is unknown and the tool takes an idempotency key, the
 * call is retried with the same key.
 */
final class Attempts {

    /**
     * The time after a call's limit for the tool to report the outcome itself: only the tool knows whether the request was
     * sent.
     */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** The pauses before the retries of a write. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));

    private final ToolTelemetry telemetry;
    private final BooleanSupplier mayRepeat;

    /** @param mayRepeat whether there is time for a retry, and this replica still holds the lease */
    Attempts(ToolTelemetry telemetry, BooleanSupplier mayRepeat) {
        this.telemetry = telemetry;
        this.mayRepeat = mayRepeat;
    }

    /** Makes a call. Never fails. */
    Uni<ToolOutcome> make(Tool tool, ObjectNode arguments, CallContext context) {
        return telemetry.observe(tool, context, attempt(new Attempt(tool, arguments, context), PAUSES));
    }

    /** One attempt at a call. */
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
