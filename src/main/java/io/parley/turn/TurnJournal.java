package io.parley.turn;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.bot.Answer;
import io.parley.conversation.ConversationKey;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Tells of the ends of turns: the operator by log and metrics, and requests that wait for an answer. */
@ApplicationScoped
class TurnJournal {

    private final Map<TurnKey, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final Timer answered;
    private final Counter dead;

    TurnJournal(MeterRegistry metrics) {
        answered = Timer.builder("parley.turns.answered")
                .description("Turns that were answered, and the time from acceptance to the reply's being sent")
                .register(metrics);
        dead = Counter.builder("parley.turns.dead")
                .description("Turns that were given up; each is in the dead-letter list")
                .register(metrics);
    }

    /** The answer of a turn that ends on this replica. Never fails, and never ends if the turn ends elsewhere. */
    Uni<Answer> answer(ConversationKey conversation, TurnId id) {
        TurnKey key = new TurnKey(conversation, id);
        CompletableFuture<Answer> end = waiting.computeIfAbsent(key, unused -> new CompletableFuture<>());
        return Uni.createFrom().completionStage(end::copy).onTermination().invoke(() -> waiting.remove(key));
    }

    void ended(EndedTurn ended) {
        Turn turn = ended.turn();
        ended.givenUp().ifPresentOrElse(reason -> buried(turn, reason), () -> done(ended));
        CompletableFuture<Answer> end = waiting.get(new TurnKey(turn.conversation(), turn.id()));
        if (end != null) {
            end.complete(ended.answer());
        }
    }

    void failed(Turn turn, Throwable failure) {
        Log.warnf(
                "Turn %s of conversation %s stopped in attempt %d and will be tried again: %s",
                turn.id().value(), turn.conversation(), turn.attempt(), failure);
    }

    private void done(EndedTurn ended) {
        Turn turn = ended.turn();
        answered.record(turn.age());
        Log.debugf(
                "Turn %s of conversation %s (activity %s) ended %d ms after it was accepted, in attempt %d.",
                turn.id().value(),
                turn.conversation(),
                turn.activity().id(),
                turn.age().toMillis(),
                turn.attempt());
    }

    private void buried(Turn turn, String reason) {
        dead.increment();
        Log.errorf(
                "Turn %s of conversation %s (activity %s) was given up and put on the dead-letter list: %s",
                turn.id().value(), turn.conversation(), turn.activity().id(), reason);
    }

    private record TurnKey(ConversationKey conversation, TurnId id) {}
}
