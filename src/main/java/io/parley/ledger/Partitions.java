package io.parley.ledger;

import io.smallrye.mutiny.Uni;

/** Knows the secret that decides which partition a conversation belongs to. */
interface Partitions {

    /** Fails with {@link TurnException.LedgerUnavailable} while the secret is unknown because Redis does not answer. */
    Uni<PartitionSecret> secret();

    /** Writes the secret to a Redis that has lost it. */
    default void lost() {}
}
