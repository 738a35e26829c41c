package io.parley.conversation;

import java.util.List;

/**
 * The state of a conversation when one of its turns starts. The ledger writes it together with the end of the turn that changes
 * it, never one without the other.
 *
 * @param welcomed whether the bot has welcomed it
 * @param history what was said in it, oldest first; empty for a new conversation
 */
public record ConversationState(boolean welcomed, List<Exchange> history) {

    public static ConversationState none() {
        return new ConversationState(false, List.of());
    }
}
