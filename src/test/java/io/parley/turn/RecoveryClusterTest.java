package io.parley.turn;

import io.parley.redis.OnCluster;

/** Repeats the test on a cluster, each node of which holds some of the conversations. */
@OnCluster
class RecoveryClusterTest extends RecoveryTest {}
