package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import java.util.Optional;

/**
 * The result of accepting an activity.
 *
 * @param conversation the conversation with its partition
 * @param turn the turn that answers the activity; if the activity was delivered again, the turn of its first delivery
 * @param claimed the conversation's oldest turn, if this replica has claimed the conversation
 * @param waits whether any replica may claim the conversation
 */
public record Acceptance(
        Status status, ConversationKey conversation, TurnId turn, Optional<StartedTurn> claimed, boolean waits) {

    public enum Status {
        ACCEPTED,
        DUPLICATE,
        FULL,
        /** The conversation does not exist in this partition, and nothing is stored. */
        UNKNOWN
    }
}
