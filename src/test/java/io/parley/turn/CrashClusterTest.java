package io.parley.turn;

import io.parley.redis.OnCluster;

/** Repeats the failures on a cluster. */
@OnCluster
class CrashClusterTest extends CrashTest {}
