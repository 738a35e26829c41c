package io.parley.connector;

import io.parley.ConfigMappings;
import java.time.Duration;

/** The default settings, with shorter time limits so that tests do not wait long. */
final class Settings {

    private Settings() {}

    static ConnectorConfig of() {
        return of(Duration.ofSeconds(4));
    }

    static ConnectorConfig of(Duration readTimeout) {
        return ConfigMappings.of(
                ConnectorConfig.class, "connect-timeout", "2s", "read-timeout", readTimeout.toString());
    }
}
