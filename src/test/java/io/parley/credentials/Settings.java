package io.parley.credentials;

import java.time.Duration;
import java.util.Optional;

/** Settings that make a test wait no longer than it must. */
record Settings(Optional<String> authority) implements CredentialsConfig {

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration readTimeout() {
        return Duration.ofSeconds(1);
    }
}
