package io.parley.ledger;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

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

/** Warns at the start if a full Redis deletes keys: accepted messages would be lost. */
@ApplicationScoped
class EvictionCheck {

    /** {@code INFO} has it; a managed Redis usually has no {@code CONFIG}. */
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
                        failure -> Log.debugf("Whether Redis evicts is unknown: %s", failure.getMessage()));
    }

    /** Returns the policy by which Redis evicts keys; empty if Redis keeps them all. */
    Uni<Optional<String>> evictingPolicy() {
        return LedgerCall.of(redis.info(List.of("memory"))).map(info -> POLICY.matcher(info.toString())
                .results()
                .map(found -> found.group(1))
                .filter(policy -> !policy.equals("noeviction"))
                .findFirst());
    }

    private static void warn(String policy) {
        Log.warnf(
                "Redis has the maxmemory-policy %s: when it is full, it deletes conversations and accepted messages."
                        + " Set it to noeviction.",
                policy);
    }
}
