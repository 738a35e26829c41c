package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import java.util.Optional;

/**
 * What became of an activity that was handed in.
 *
 * @param conversation where it lives
 * @param turn the turn that answers it; for one that was delivered again, the first one's
 * @param claimed the conversation's oldest turn, when this replica is to run it now
 * @param waits whether nobody runs the conversation's turns
 */
public record Acceptance(
        Status status, ConversationKey conversation, TurnId turn, Optional<Turn> claimed, boolean waits) {

    public enum Status {
        ACCEPTED,
        DUPLICATE,
        FULL,
        /** The conversation is not there, and nothing is stored. */
        UNKNOWN
    }
}
