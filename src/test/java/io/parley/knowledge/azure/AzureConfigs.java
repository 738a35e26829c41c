package io.parley.knowledge.azure;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Reads settings like the application, without an application. */
final class AzureConfigs {

    private AzureConfigs() {}

    /** Sets an index beside these: names without their prefix and values alternate, and an empty value removes a setting. */
    static AzureSearchConfig of(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("index", "docs"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(AzureSearchConfig.class);
        all.forEach((name, value) -> builder.withDefaultValue("parley.knowledge.search." + name, value));
        return builder.build().getConfigMapping(AzureSearchConfig.class);
    }
}
