package io.parley.conversation;

import java.util.List;
import java.util.Optional;

/**
 * The state of a conversation when one of its turns starts. The ledger writes it together with the end of the turn that changes
 * it, never one without the other.
 *
 * @param welcomed whether the bot has welcomed it
 * @param history what was said in it, oldest first; empty for a new conversation
 * @param question the last question for consent
 */
public record ConversationState(boolean welcomed, List<Exchange> history, ConsentQuestion question) {

    public ConversationState(boolean welcomed, List<Exchange> history) {
        this(welcomed, history, ConsentQuestion.NONE);
    }

    /** Returns the call that its user may consent to. */
    public Optional<PendingCall> pending() {
        return question.expired() ? Optional.empty() : question.call();
    }

    public static ConversationState none() {
        return new ConversationState(false, List.of());
    }
}
