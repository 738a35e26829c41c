package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import java.util.Optional;

/**
 * What the ledger did with an activity.
 *
 * @param conversation where the conversation lives
 * @param turn the turn that answers the activity; when it was delivered again, the turn of its first delivery
 * @param claimed the conversation's oldest turn, when this replica has claimed the conversation
 * @param waits whether any replica may claim the conversation
 */
public record Acceptance(
        Status status, ConversationKey conversation, TurnId turn, Optional<StartedTurn> claimed, boolean waits) {

    public enum Status {
        ACCEPTED,
        DUPLICATE,
        FULL,
        /** The conversation is not there, and nothing is stored. */
        UNKNOWN
    }
}
