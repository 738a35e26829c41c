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
 * The signing keys of one issuer. They are loaded by one request for all that wait, not more often than the cooldown
 * allows, and replaced only by a loading that succeeds.
 */
final class SigningKeys {

    private final String issuer;
    private final Uni<Map<String, SigningKey>> source;
    private final AuthenticationConfig.Keys times;
    private final Clock clock;
    private final AtomicReference<Refresh> refresh = new AtomicReference<>(Refresh.DUE);
    private volatile KeyRing ring = KeyRing.NEVER_LOADED;

    /**
     * @param issuer whose keys they are, for the log
     * @param source loads the keys each time it is subscribed to, and ends in a bounded time
     * @param clock for ages: one that nobody sets
     */
    SigningKeys(String issuer, Uni<Map<String, SigningKey>> source, AuthenticationConfig.Keys times, Clock clock) {
        this.issuer = issuer;
        this.source = source;
        this.times = times;
        this.clock = clock;
    }

    /**
     * The key of that id. Fails with {@link TokenRejectedException} if the issuer has no such key, and with
     * {@link KeysUnavailableException} if there are no keys to look among.
     */
    Uni<SigningKey> find(String keyId) {
        KeyRing held = ring;
        SigningKey key = held.keys().get(keyId);
        if (key == null || isOlderThan(times.maximumAge(), held)) {
            return refresh().map(ignored -> select(keyId));
        }
        if (isOlderThan(times.refreshAfter(), held)) {
            prefetch();
        }
        return Uni.createFrom().item(key);
    }

    /** Has the keys loaded, if it may be, and does not wait for it. */
    void prefetch() {
        refresh();
    }

    /** Whether there were ever keys; they may be old. */
    boolean wereLoaded() {
        return !ring.equals(KeyRing.NEVER_LOADED);
    }

    private SigningKey select(String keyId) {
        KeyRing held = ring;
        if (isOlderThan(times.keptFor(), held)) {
            throw new KeysUnavailableException(times.retryAfter());
        }
        SigningKey key = held.keys().get(keyId);
        if (key == null) {
            throw TokenRejectedException.because("The token is signed with a key that its issuer does not list.");
        }
        return key;
    }

    /** Begins to load the keys if it may be. Ends, never with a failure, when the present or the last loading has ended. */
    private Uni<Void> refresh() {
        Refresh last = Objects.requireNonNull(refresh.get());
        if (!last.isDueAt(clock.instant())) {
            return last.end();
        }
        Refresh next = Refresh.underWay(load().memoize().indefinitely());
        if (!refresh.compareAndSet(last, next)) {
            return refresh();
        }
        // The loading goes on even if whoever asked for it goes away.
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
                .invoke(this::rest);
    }

    private void replace(Map<String, SigningKey> keys) {
        ring = new KeyRing(Map.copyOf(keys), clock.instant());
        Log.debugf("Loaded %d signing keys of %s.", keys.size(), issuer);
    }

    private void keep(Throwable failure) {
        Log.warnf("The signing keys of %s could not be loaded: %s", issuer, failure);
    }

    private void rest() {
        Duration pause = isOlderThan(times.keptFor(), ring) ? times.retryAfter() : times.cooldown();
        Instant now = clock.instant();
        refresh.set(new Refresh(Uni.createFrom().voidItem(), now, now.plus(pause)));
    }

    private boolean isOlderThan(Duration age, KeyRing held) {
        Instant now = clock.instant();
        return held.loadedAt().plus(age).isBefore(now) || held.loadedAt().isAfter(now);
    }

    private record KeyRing(Map<String, SigningKey> keys, Instant loadedAt) {

        static final KeyRing NEVER_LOADED = new KeyRing(Map.of(), Instant.EPOCH);
    }

    /**
     * @param end of the loading
     * @param endedAt a time to come where the clock was set back since
     */
    private record Refresh(Uni<Void> end, Instant endedAt, Instant dueAt) {

        static final Refresh DUE = new Refresh(Uni.createFrom().voidItem(), Instant.MIN, Instant.MIN);

        static Refresh underWay(Uni<Void> end) {
            return new Refresh(end, Instant.MIN, Instant.MAX);
        }

        boolean isDueAt(Instant now) {
            return !now.isBefore(dueAt) || now.isBefore(endedAt);
        }
    }
}
