package io.parley.redis;

/** The kind of Redis at {@code REDIS_URL}. */
public enum RedisType {
    /** A single server, or several behind a proxy. */
    STANDALONE,
    /** A cluster whose nodes the client connects to directly. */
    CLUSTER
}
