package io.parley.chat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the application reads them, without an application. */
final class ChatConfigs {

    static final String KEY = "not-a-real-key-4f2a";

    private ChatConfigs() {}

    /** Nothing is set but these: names without their prefix, and values, in turn. */
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
