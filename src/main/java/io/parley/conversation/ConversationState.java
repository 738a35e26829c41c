package io.parley.conversation;

import java.util.List;

/**
 * What is known of a conversation when a turn of it starts. The ledger of turns keeps it, and writes it together with the
 * end of the turn that changes it, so that neither is ever written without the other.
 *
 * @param welcomed whether the bot has welcomed it
 * @param history what was said in it, oldest first; empty for a new one
 */
public record ConversationState(boolean welcomed, List<Exchange> history) {

    public static ConversationState none() {
        return new ConversationState(false, List.of());
    }
}
