package io.parley.redis;

/** What {@code REDIS_URL} leads to. */
public enum RedisType {
    /** One server, or several that look like one, as behind a proxy. */
    STANDALONE,
    /** A cluster whose nodes are talked to directly. */
    CLUSTER
}
