package io.parley.ledger;

import io.parley.conversation.ConversationKey;

/** A turn that a script has started for this replica, which holds the lease of its conversation from then on. */
public sealed interface StartedTurn permits Turn, UnreadableTurn {

    Lease lease();

    TurnId id();

    /** The {@link System#nanoTime} when this start was requested: the lease is valid at least for its length from then. */
    long startedAt();

    /** The memory that the turn needs while it runs, in bytes. */
    long bytes();

    default ConversationKey conversation() {
        return lease().conversation();
    }
}
