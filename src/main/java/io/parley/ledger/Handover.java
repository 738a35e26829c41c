package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import java.util.Optional;

/**
 * What comes after a turn that has ended.
 *
 * @param next the conversation's next turn, started and to be run; empty where others come first
 * @param returned the conversation, when it went back behind others
 * @param other a conversation that waits
 */
public record Handover(
        Optional<StartedTurn> next, Optional<ConversationKey> returned, Optional<ConversationKey> other) {}
