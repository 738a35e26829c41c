package io.parley.turn;

import io.parley.conversation.Answer;
import io.parley.ledger.Handover;
import io.parley.ledger.Turn;
import java.util.Optional;

/**
 * A turn that has ended.
 *
 * @param givenUp why it could not be answered; empty if it was
 * @param cancelled whether the user stopped its answer
 * @param handover what this replica may run next
 */
record EndedTurn(Turn turn, Answer answer, Optional<String> givenUp, boolean cancelled, Handover handover) {

    static EndedTurn done(Turn turn, Answer answer, Handover handover) {
        return new EndedTurn(turn, answer, Optional.empty(), false, handover);
    }

    static EndedTurn dead(Turn turn, Answer answer, String reason, Handover handover) {
        return new EndedTurn(turn, answer, Optional.of(reason), false, handover);
    }

    EndedTurn asCancelled() {
        return new EndedTurn(turn, answer, givenUp, true, handover);
    }
}
