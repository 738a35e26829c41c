package io.parley.ledger;

import io.smallrye.mutiny.Uni;

/** Tells where conversations live in Redis. */
interface Partitions {

    /** Fails with {@link TurnException.LedgerUnavailable} while the secret is not known, since Redis does not answer. */
    Uni<PartitionSecret> secret();
}
