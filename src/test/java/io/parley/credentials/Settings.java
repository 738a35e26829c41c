package io.parley.credentials;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the application reads them, without an application; they make a test wait no longer than it must. */
final class Settings {

    private Settings() {}

    /** Nothing is set but these: names without {@code parley.credentials}, and values, in turn. */
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
