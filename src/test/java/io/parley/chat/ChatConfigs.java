package io.parley.chat;

import io.parley.ConfigMappings;

/** Reads settings of models. */
final class ChatConfigs {

    static final String KEY = "not-a-real-key-4f2a";

    private ChatConfigs() {}

    /** Sets only these: names without their prefix and values alternate. */
    static ChatConfig of(String... settings) {
        return ConfigMappings.of(ChatConfig.class, settings);
    }
}
