package io.parley.turn;

import io.parley.redis.OnCluster;

/** The same mishaps on a cluster. */
@OnCluster
class CrashClusterTest extends CrashTest {}
