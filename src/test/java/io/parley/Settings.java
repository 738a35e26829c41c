package io.parley;

import io.parley.agent.AgentConfig;
import io.parley.bot.ActionsConfig;
import io.parley.conversation.ConversationConfig;
import io.parley.ledger.LedgerConfig;
import io.parley.turn.TurnsConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The default settings, except those that a test sets. */
public record Settings(
        LedgerConfig ledger,
        TurnsConfig turns,
        ConversationConfig conversations,
        AgentConfig agent,
        ActionsConfig actions) {

    /** Names and values alternate: {@code "turns.lease", "1s"}. */
    public static Settings with(String... namesAndValues) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LedgerConfig.class)
                .withMapping(TurnsConfig.class)
                .withMapping(ConversationConfig.class)
                .withMapping(AgentConfig.class)
                .withMapping(ActionsConfig.class);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.withDefaultValue("parley." + namesAndValues[i], namesAndValues[i + 1]);
        }
        SmallRyeConfig config = builder.build();
        return new Settings(
                config.getConfigMapping(LedgerConfig.class),
                config.getConfigMapping(TurnsConfig.class),
                config.getConfigMapping(ConversationConfig.class),
                config.getConfigMapping(AgentConfig.class),
                config.getConfigMapping(ActionsConfig.class));
    }
}
