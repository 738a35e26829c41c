package io.parley.credentials;

import io.parley.ConfigMappings;
import java.util.HashMap;
import java.util.Map;

/** The default settings, with shorter time limits so that tests do not wait long. */
final class Settings {

    private Settings() {}

    /** Sets only these: names without {@code parley.credentials} and values alternate. */
    static CredentialsConfig of(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("connect-timeout", "2s", "read-timeout", "1s"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ConfigMappings.of(CredentialsConfig.class, settings);
    }
}
