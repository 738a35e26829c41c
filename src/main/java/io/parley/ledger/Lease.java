package io.parley.ledger;

import io.parley.conversation.ConversationKey;

/**
 * The right to write to a conversation.
 *
 * @param fence grows with each lease of the conversation; Redis refuses writes that carry an older one
 */
public record Lease(ConversationKey conversation, String fence) {}
