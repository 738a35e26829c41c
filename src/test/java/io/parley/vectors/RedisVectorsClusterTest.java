package io.parley.vectors;

import io.parley.redis.OnCluster;

/** The same on several servers. */
@OnCluster
class RedisVectorsClusterTest extends RedisVectorsTest {}
