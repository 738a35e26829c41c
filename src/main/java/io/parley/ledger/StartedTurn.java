package io.parley.ledger;

import io.parley.conversation.ConversationKey;

/** A turn that a script has started for this replica, which holds the lease of its conversation from then on. */
public sealed interface StartedTurn permits Turn, UnreadableTurn {

    Lease lease();

    TurnId id();

    /** {@link System#nanoTime} when this start was asked for: the lease ends no earlier than counted from here. */
    long startedAt();

    /** The memory that the turn takes while it runs. */
    long bytes();

    default ConversationKey conversation() {
        return lease().conversation();
    }
}
