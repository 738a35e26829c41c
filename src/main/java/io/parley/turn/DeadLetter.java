package io.parley.turn;

import io.parley.activity.Activity;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A turn that was given up.
 *
 * @param reason for the operator; holds no text of the conversation
 */
@RegisterForReflection
record DeadLetter(String conversation, String turn, String reason, int attempts, Activity activity) {

    static DeadLetter of(Turn turn, String reason) {
        return new DeadLetter(turn.conversation().digest(), turn.id().value(), reason, turn.attempt(), turn.activity());
    }
}
