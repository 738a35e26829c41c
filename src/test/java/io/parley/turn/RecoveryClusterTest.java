package io.parley.turn;

import io.parley.redis.OnCluster;

/** The same deaths on a cluster, whose nodes each hold some of the conversations. */
@OnCluster
class RecoveryClusterTest extends RecoveryTest {}
