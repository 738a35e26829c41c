package io.parley.authentication;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The signing keys of one issuer. One request loads them for all waiting callers, at most once per cooldown. Only a
 * successful loading replaces them.
 */
final class SigningKeys {

    private final String issuer;
    private final Uni<Map<String, SigningKey>> source;
    private final SigningKeysConfig times;
    private final Clock clock;
    private final AtomicReference<KeyLoading> loading = new AtomicReference<>(KeyLoading.DUE);
    private volatile KeyRing ring = KeyRing.NEVER_LOADED;

    /**
     * @param issuer the name of the issuer for the log
     * @param source loads the keys on each subscription, within a bounded time
     * @param clock a monotonic clock for ages
     */
    SigningKeys(String issuer, Uni<Map<String, SigningKey>> source, SigningKeysConfig times, Clock clock) {
        this.issuer = issuer;
        this.source = source;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Returns the key with an id. Fails with {@link TokenRejectedException} if the issuer has no such key, and with
     * {@link KeysUnavailableException} if no keys are loaded.
     */
    Uni<SigningKey> find(String keyId) {
        KeyRing held = ring;
        SigningKey key = held.keys().get(keyId);
        if (key == null || held.isOlderThan(times.maximumAge(), clock.instant())) {
            return refresh().map(ignored -> select(keyId));
        }
        if (held.isOlderThan(times.refreshAfter(), clock.instant())) {
            prefetch();
        }
        return Uni.createFrom().item(key);
    }

    /** Starts to load the keys unless the cooldown forbids it, and does not wait. */
    void prefetch() {
        refresh();
    }

    /** Whether keys were loaded at least once; they may be old. */
    boolean wereLoaded() {
        return !ring.equals(KeyRing.NEVER_LOADED);
    }

    private SigningKey select(String keyId) {
        KeyRing held = ring;
        if (held.isOlderThan(times.keptFor(), clock.instant())) {
            throw new KeysUnavailableException(times.retryAfter());
        }
        SigningKey key = held.keys().get(keyId);
        if (key == null) {
            throw TokenRejectedException.because("The token is signed with a key that its issuer does not list.");
        }
        return key;
    }

    /**
     * Starts to load the keys unless the cooldown forbids it. Completes, never with a failure, when the latest loading has
     * ended.
     */
    private Uni<Void> refresh() {
        KeyLoading last = Objects.requireNonNull(loading.get());
        if (!last.isDueAt(clock.instant())) {
            return last.end();
        }
        KeyLoading next = KeyLoading.underWay(load().memoize().indefinitely());
        if (!loading.compareAndSet(last, next)) {
            return refresh();
        }
        // A subscription of its own: the loading continues when the request that started it is cancelled.
        next.end().subscribe().with(ignored -> {}, failure -> Log.error("Loading signing keys failed.", failure));
        return next.end();
    }

    private Uni<Void> load() {
        return source.invoke(this::replace)
                .replaceWithVoid()
                .onFailure()
                .invoke(this::keep)
                .onFailure()
                .recoverWithNull()
                .invoke(this::coolDown);
    }

    private void replace(Map<String, SigningKey> keys) {
        ring = new KeyRing(Map.copyOf(keys), clock.instant());
        Log.debugf("Loaded %d signing keys of %s.", keys.size(), issuer);
    }

    private void keep(Throwable failure) {
        Log.warnf("The signing keys of %s could not be loaded: %s", issuer, failure);
    }

    private void coolDown() {
        Instant now = clock.instant();
        Duration pause = ring.isOlderThan(times.keptFor(), now) ? times.retryAfter() : times.cooldown();
        loading.set(KeyLoading.ended(now, pause));
    }
}
