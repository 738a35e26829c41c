package io.parley.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;

/**
 * Calls scripts through {@link Pipelines}, which is most of what Parley asks of Redis. So readiness, which calls a script, fails where
 * turns would fail. Vert.x' client sends all other commands.
 */
final class PipelinedRedis extends RedisAPI {

    private final Pipelines pipelines;

    PipelinedRedis(RedisAPI others, Pipelines pipelines) {
        super(others.getDelegate());
        this.pipelines = pipelines;
    }

    @Override
    public Uni<Response> evalsha(List<String> script) {
        return pipelines.call("EVALSHA", script).map(Response::newInstance);
    }

    @Override
    public Uni<Response> eval(List<String> script) {
        return pipelines.call("EVAL", script).map(Response::newInstance);
    }

    @Override
    public void close() {
        pipelines.close();
        super.close();
    }
}
