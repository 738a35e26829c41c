package io.parley.conversation;

import java.util.List;
import java.util.Optional;

/**
 * The state of a conversation when one of its turns starts. The ledger writes it together with the end of the turn that changes
 * it, never one without the other.
 *
 * @param welcomed whether the bot has welcomed it
 * @param history what was said in it, oldest first; empty for a new conversation
 * @param pending the call that waits for its user\'s consent
 */
public record ConversationState(boolean welcomed, List<Exchange> history, Optional<PendingCall> pending) {

    public ConversationState(boolean welcomed, List<Exchange> history) {
        this(welcomed, history, Optional.empty());
    }

    public static ConversationState none() {
        return new ConversationState(false, List.of());
    }
}
