package io.parley.turn;

import io.parley.bot.Answer;
import java.util.Optional;

/**
 * A turn that has ended.
 *
 * @param givenUp why it could not be answered; empty when it was
 * @param cancelled whether the user stopped its answer
 * @param next the conversation's next turn, started and to be run
 */
record EndedTurn(Turn turn, Answer answer, Optional<String> givenUp, boolean cancelled, Optional<Turn> next) {

    static EndedTurn done(Turn turn, Answer answer, Optional<Turn> next) {
        return new EndedTurn(turn, answer, Optional.empty(), false, next);
    }

    static EndedTurn dead(Turn turn, Answer answer, String reason, Optional<Turn> next) {
        return new EndedTurn(turn, answer, Optional.of(reason), false, next);
    }

    EndedTurn asCancelled() {
        return new EndedTurn(turn, answer, givenUp, true, next);
    }
}
