package io.parley.credentials;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Reads settings like the application, without an application, with short time limits. */
final class Settings {

    private Settings() {}

    /** Sets only these: names without {@code parley.credentials} and values alternate. */
    static CredentialsConfig of(String... settings) {
        Map<String, String> properties = properties("parley.credentials.", settings);
        properties.put("parley.credentials.connect-timeout", "2s");
        properties.put("parley.credentials.read-timeout", "1s");
        return mapping(CredentialsConfig.class, properties);
    }

    private static Map<String, String> properties(String prefix, String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(prefix + settings[i], settings[i + 1]);
        }
        return properties;
    }

    private static <T> T mapping(Class<T> type, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(type)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(type);
    }
}
