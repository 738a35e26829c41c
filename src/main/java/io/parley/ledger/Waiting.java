package io.parley.ledger;

import io.parley.conversation.ConversationKey;

/**
 * A conversation with turns that nobody runs.
 *
 * @param since when it began to wait, in milliseconds of Redis' clock
 * @param returned whether it has had its share lately, and others come first
 */
public record Waiting(ConversationKey conversation, double since, boolean returned) {}
