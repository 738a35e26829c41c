package io.parley.messages;

import io.parley.redis.TestRedis;
import java.util.HashMap;
import java.util.Map;

/** The environment with a Redis Cluster. */
public class ClusterEnvironment extends ParleyEnvironment {

    @Override
    void startRedis(TestRedis redis) {
        redis.startCluster();
    }

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.redis.type", "cluster");
        return settings;
    }
}
