package io.parley.turn;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.connector.ConnectorException;
import io.parley.conversation.Answer;
import io.parley.ledger.Acceptance;
import io.parley.ledger.Backlog;
import io.parley.ledger.StartedTurn;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnException;
import io.parley.ledger.UnreadableTurn;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Reports what happens to turns: to operators by log and metrics, and to each {@link TurnWatcher}. */
@ApplicationScoped
class TurnJournal {

    private final Consumer<TurnStep> steps;
    private final TurnMetrics metrics;
    private final BacklogMetrics backlog;
    private final LongWaits waits = new LongWaits(System::nanoTime);

    @Inject
    TurnJournal(MeterRegistry registry, @All List<TurnWatcher> watchers) {
        this(registry, step -> watchers.forEach(watcher -> watcher.watch(step)));
    }

    /** @param steps called with each step, on the thread that makes it */
    TurnJournal(MeterRegistry registry, Consumer<TurnStep> steps) {
        this.steps = steps;
        this.metrics = new TurnMetrics(registry);
        this.backlog = new BacklogMetrics(registry);
    }

    void received(Activity activity, Acceptance.Status status) {
        metrics.received(status);
        switch (status) {
            case ACCEPTED -> tell(new TurnStep(TurnStep.Kind.ACCEPTED, activity, 0, 0, null, Optional.empty()));
            case DUPLICATE -> tell(new TurnStep(TurnStep.Kind.REPEATED, activity, 0, 0, null, Optional.empty()));
            case FULL, UNKNOWN -> {}
        }
    }

    void started(Turn turn) {
        tell(TurnStep.Kind.RUNNING, turn);
    }

    /** The answer is recorded, before any of it is sent. */
    void recorded(Turn turn, Answer answer) {
        calls(turn).answered(answer);
        tell(new TurnStep(
                TurnStep.Kind.RECORDED,
                turn.activity(),
                turn.attempt(),
                answer.messages().size(),
                null,
                Optional.empty()));
    }

    /** Reports the calls of a turn. */
    CallJournal calls(Turn turn) {
        return new CallJournal(turn, this::tell);
    }

    void sent(Turn turn) {
        tell(TurnStep.Kind.SENT, turn);
    }

    void watch(IntSupplier running) {
        metrics.watch(running);
    }

    /** Receives the result of a sweep. */
    void swept(Backlog seen) {
        backlog.seen(seen);
        waits.seen(seen);
    }

    void ended(EndedTurn ended) {
        Turn turn = ended.turn();
        ended.givenUp()
                .ifPresentOrElse(
                        reason -> tell(TurnStep.Kind.DEAD, turn, reason), () -> tell(TurnStep.Kind.DONE, turn));
        ended.givenUp().ifPresentOrElse(reason -> deadLettered(turn, reason), () -> done(ended));
    }

    void failed(StartedTurn turn, Throwable failure) {
        metrics.failed();
        Log.warnf(
                "Turn %s of conversation %s stopped%s and will be tried again: %s",
                turn.id().value(),
                turn.conversation(),
                turn instanceof Turn readable ? " in attempt " + readable.attempt() : "",
                failure);
        if (turn instanceof Turn readable) {
            tell(TurnStep.Kind.POSTPONED, readable, reason(failure));
        }
    }

    void deadLettered(UnreadableTurn turn) {
        metrics.deadLettered();
        Log.errorf(
                "Turn %s of conversation %s could not be run and was made a dead letter: %s",
                turn.id().value(), turn.conversation(), turn.reason());
    }

    private void done(EndedTurn ended) {
        Turn turn = ended.turn();
        if (ended.cancelled()) {
            metrics.cancelled();
        } else {
            metrics.answered(turn.age());
        }
        if (turn.activity().is(ActivityTypes.INVOKE)) {
            // Stored by a version that gave feedback a turn.
            metrics.feedback(turn.activity());
        }
        Log.debugf(
                "Turn %s of conversation %s (activity %s) ended %d ms after it was accepted: it waited %d ms and ran %d ms,"
                        + " in attempt %d.",
                turn.id().value(),
                turn.conversation(),
                turn.activity().id(),
                turn.age().toMillis(),
                turn.waited().toMillis(),
                turn.runTime().toMillis(),
                turn.attempt());
    }

    private void deadLettered(Turn turn, String reason) {
        metrics.deadLettered();
        Log.errorf(
                "Turn %s of conversation %s (activity %s) was given up %d ms after it was accepted and made a dead letter: %s",
                turn.id().value(),
                turn.conversation(),
                turn.activity().id(),
                turn.age().toMillis(),
                reason);
    }

    private void tell(TurnStep.Kind kind, Turn turn) {
        tell(new TurnStep(kind, turn.activity(), turn.attempt(), 0, null, Optional.empty()));
    }

    private void tell(TurnStep.Kind kind, Turn turn, String detail) {
        tell(new TurnStep(kind, turn.activity(), turn.attempt(), 0, null, Optional.of(detail)));
    }

    /** A failure of an observer must not reach the turn. */
    private void tell(TurnStep step) {
        try {
            steps.accept(step);
        } catch (RuntimeException failure) {
            Log.error("An observer of turns failed", failure);
        }
    }

    /** Returns only the class of a failure that is not Parley's own: its message may contain anything. */
    private static String reason(Throwable failure) {
        return failure instanceof ConnectorException || failure instanceof TurnException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }

    /** Counts a thumb up or down. The text of the feedback is not kept. */
    void feedback(Activity invoke) {
        metrics.feedback(invoke);
    }
}
