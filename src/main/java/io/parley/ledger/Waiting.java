package io.parley.ledger;

import io.parley.conversation.ConversationKey;

/**
 * A conversation with turns that no replica runs.
 *
 * @param since when it began to wait, in milliseconds of Redis' clock
 * @param returned whether it was answered lately, so that others come first
 */
public record Waiting(ConversationKey conversation, double since, boolean returned) {}
