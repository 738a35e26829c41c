package io.parley.chat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Reads settings like the application, without an application. */
final class ChatConfigs {

    static final String KEY = "not-a-real-key-4f2a";

    private ChatConfigs() {}

    /** Sets only these: names without their prefix and values alternate. */
    static ChatConfig of(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("parley.chat." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ChatConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(ChatConfig.class);
    }
}
