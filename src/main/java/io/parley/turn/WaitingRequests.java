package io.parley.turn;

import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The requests on this replica that wait for the answer of a turn. */
@ApplicationScoped
class WaitingRequests {

    private final Map<TurnKey, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();

    /**
     * Returns the answer of a turn that ends on this replica, after the subscription. Never fails, and never ends if the turn
     * ends elsewhere.
     */
    Uni<Answer> answer(ConversationKey conversation, TurnId id) {
        TurnKey key = new TurnKey(conversation, id);
        return Uni.createFrom()
                .completionStage(() -> waiting.computeIfAbsent(key, unused -> new CompletableFuture<>())
                        .copy())
                .onTermination()
                .invoke(() -> waiting.remove(key));
    }

    /** Whether a request waits on this replica for the answer of a turn. */
    boolean isWaiting(Turn turn) {
        return waiting.containsKey(new TurnKey(turn.conversation(), turn.id()));
    }

    /** An invoke does not wait until the messages of the turn are sent: its sender gives up after some seconds. */
    void recorded(Turn turn, Answer answer) {
        if (turn.activity().isPress()) {
            complete(turn, answer);
        }
    }

    void ended(EndedTurn ended) {
        complete(ended.turn(), ended.answer());
    }

    private void complete(Turn turn, Answer answer) {
        CompletableFuture<Answer> end =
                waiting.isEmpty() ? null : waiting.get(new TurnKey(turn.conversation(), turn.id()));
        if (end != null) {
            end.complete(answer);
        }
    }

    private record TurnKey(ConversationKey conversation, TurnId id) {}
}
