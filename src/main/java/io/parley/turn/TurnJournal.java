package io.parley.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/** Reports what happens to turns: to operators by log and metrics, and to observers of {@link TurnStep}. */
@ApplicationScoped
class TurnJournal {

    /** The Connector waits 15 s for the acceptance; users give up on the reply some time later. */
    private static final Duration[] TIMES = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry metrics;
    private final Consumer<TurnStep> steps;
    private final Timer answered;
    private final Counter cancelled;
    private final Counter dead;
    private final Counter failed;
    private final LongWaits waits = new LongWaits(System::nanoTime);
    private volatile Backlog backlog = Backlog.NONE;

    @Inject
    TurnJournal(MeterRegistry metrics, Event<TurnStep> steps) {
        this(metrics, steps::fire);
    }

    /** @param steps called with each step, on the thread that makes it */
    TurnJournal(MeterRegistry metrics, Consumer<TurnStep> steps) {
        this.metrics = metrics;
        this.steps = steps;
        answered = Timer.builder("parley.turns.answered")
                .description("Turns that were answered, and the time from acceptance until the reply was sent")
                .serviceLevelObjectives(TIMES)
                .register(metrics);
        cancelled = Counter.builder("parley.turns.cancelled")
                .description("Turns that the user stopped while the answer was being written")
                .register(metrics);
        dead = Counter.builder("parley.turns.dead")
                .description("Turns that were given up; each became a dead letter")
                .register(metrics);
        failed = Counter.builder("parley.turns.failed")
                .description("Starts of turns that did not end; each is tried again")
                .register(metrics);
        gauge("parley.turns.unfinished", Backlog::unfinished)
                .description("Turns that are accepted and have not ended, of all replicas")
                .register(metrics);
        gauge("parley.turns.oldest", seen -> seen.oldest().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("How long ago the oldest unfinished turn of all replicas was accepted")
                .register(metrics);
        gauge("parley.conversations.waiting", Backlog::waiting)
                .description("Conversations of all replicas with turns that no replica runs")
                .register(metrics);
        gauge("parley.conversations.longest.wait", seen -> seen.longestWait().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description(
                        "How long the conversation has waited that has waited longest for a replica to run its next turn")
                .register(metrics);
        gauge("parley.dead.letters", Backlog::deadLetters)
                .description("Turns that were given up and neither replayed nor dropped")
                .register(metrics);
    }

    void received(Activity activity, Acceptance.Status status) {
        metrics.counter("parley.turns.received", "outcome", status.name().toLowerCase(Locale.ROOT))
                .increment();
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
        Gauge.builder("parley.turns.running", running::getAsInt)
                .description("Running turns on this replica")
                .register(metrics);
    }

    /** Receives the result of a sweep. */
    void swept(Backlog seen) {
        backlog = seen;
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
        failed.increment();
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
        dead.increment();
        Log.errorf(
                "Turn %s of conversation %s could not be run and was made a dead letter: %s",
                turn.id().value(), turn.conversation(), turn.reason());
    }

    private void done(EndedTurn ended) {
        Turn turn = ended.turn();
        if (ended.cancelled()) {
            cancelled.increment();
        } else {
            answered.record(turn.age());
        }
        if (turn.activity().is(ActivityTypes.INVOKE)) {
            // Stored by a version that gave feedback a turn.
            feedback(turn.activity());
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
        dead.increment();
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
        JsonNode value = invoke.value();
        String said = value == null ? "" : value.at("/actionValue/reaction").asText();
        String reaction = said.equals("like") || said.equals("dislike") ? said : "other";
        metrics.counter("parley.feedback", "reaction", reaction).increment();
    }

    private Gauge.Builder<TurnJournal> gauge(String name, ToDoubleFunction<Backlog> value) {
        return Gauge.builder(name, this, journal -> value.applyAsDouble(journal.backlog));
    }
}
