package io.parley.ledger;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.parley.redis.Script;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says at the start when Redis throws away what it has, once it is full: accepted messages would be lost. */
@ApplicationScoped
class EvictionCheck {

    /** Asked by {@code INFO}, since a managed Redis mostly has no {@code CONFIG}. */
    private static final Pattern POLICY = Pattern.compile("maxmemory_policy:(\\S+)");

    private final RedisAPI redis;

    EvictionCheck(RedisAPI redis) {
        this.redis = redis;
    }

    void begin(@Observes @Priority(LIBRARY_AFTER) StartupEvent event) {
        evictingPolicy()
                .subscribe()
                .with(
                        policy -> policy.ifPresent(EvictionCheck::warn),
                        failure -> Log.debugf("It is not known whether Redis evicts: %s", failure.getMessage()));
    }

    /** Empty where Redis keeps what it has. */
    Uni<Optional<String>> evictingPolicy() {
        return redis.info(List.of("memory"))
                .ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .map(info -> POLICY.matcher(info.toString())
                        .results()
                        .map(found -> found.group(1))
                        .filter(policy -> !policy.equals("noeviction"))
                        .findFirst());
    }

    private static void warn(String policy) {
        Log.warnf(
                "Redis has the maxmemory-policy %s: when it is full it throws conversations and accepted messages away."
                        + " Set it to noeviction.",
                policy);
    }
}
