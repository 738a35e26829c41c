package io.parley.ledger;

import io.parley.redis.OnCluster;

/** The same scripts on a cluster. */
@OnCluster
class LedgerClusterTest extends LedgerTest {}
