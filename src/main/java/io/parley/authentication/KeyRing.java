package io.parley.authentication;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The signing keys of one issuer, by their ids. */
record KeyRing(Map<String, SigningKey> keys, Instant loadedAt) {

    static final KeyRing NEVER_LOADED = new KeyRing(Map.of(), Instant.EPOCH);

    /** Whether the keys were loaded longer ago than this. Keys of the future are old: the clock was set back. */
    boolean isOlderThan(Duration age, Instant now) {
        return loadedAt.plus(age).isBefore(now) || loadedAt.isAfter(now);
    }
}
