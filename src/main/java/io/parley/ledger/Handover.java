package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import java.util.Optional;

/**
 * What a replica runs after a turn that has ended.
 *
 * @param next the conversation's next turn, started and to be run; empty if other conversations come first
 * @param returned the conversation, if it was released and queued behind others
 * @param other a conversation that waits
 */
public record Handover(
        Optional<StartedTurn> next, Optional<ConversationKey> returned, Optional<ConversationKey> other) {}
