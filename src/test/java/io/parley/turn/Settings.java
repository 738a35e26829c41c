package io.parley.turn;

import io.parley.conversation.ConversationConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The settings as they are by default, but for what a test gives. */
record Settings(TurnsConfig turns, ConversationConfig conversations) {

    /** Names and values in turn: {@code "turns.lease", "1s"}. */
    static Settings with(String... namesAndValues) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TurnsConfig.class)
                .withMapping(ConversationConfig.class);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.withDefaultValue("parley." + namesAndValues[i], namesAndValues[i + 1]);
        }
        SmallRyeConfig config = builder.build();
        return new Settings(
                config.getConfigMapping(TurnsConfig.class), config.getConfigMapping(ConversationConfig.class));
    }
}
