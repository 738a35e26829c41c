package io.parley.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The default settings, with a short read timeout so that tests do not wait long. */
record Settings(Duration readTimeout) implements ConnectorConfig, ConnectorConfig.Retry {

    Settings() {
        this(Duration.ofSeconds(4));
    }

    @Override
    public Optional<List<String>> trustedOrigins() {
        return Optional.empty();
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean streaming() {
        return true;
    }

    @Override
    public Retry retry() {
        return this;
    }

    @Override
    public int tries() {
        return 4;
    }

    @Override
    public int triesThroughGateway() {
        return 2;
    }

    @Override
    public Duration firstPause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }
}
