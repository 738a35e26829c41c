package io.parley;

import io.parley.agent.AgentConfig;
import io.parley.bot.ActionsConfig;
import io.parley.conversation.ConversationConfig;
import io.parley.ledger.LedgerConfig;
import io.parley.turn.TurnsConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;

/** The default settings, except those that a test sets. */
public record Settings(
        LedgerConfig ledger,
        TurnsConfig turns,
        ConversationConfig conversations,
        AgentConfig agent,
        ActionsConfig actions) {

    private static final List<Class<?>> MAPPINGS = List.of(
            LedgerConfig.class, TurnsConfig.class, ConversationConfig.class, AgentConfig.class, ActionsConfig.class);

    /** Names without {@code parley.}, and values, alternate: {@code "turns.lease", "1s"}. */
    public static Settings with(String... namesAndValues) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDiscoveredConverters();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.withDefaultValue("parley." + namesAndValues[i], namesAndValues[i + 1]);
        }
        MAPPINGS.forEach(builder::withMapping);
        SmallRyeConfig config = builder.build();
        return new Settings(
                config.getConfigMapping(LedgerConfig.class),
                config.getConfigMapping(TurnsConfig.class),
                config.getConfigMapping(ConversationConfig.class),
                config.getConfigMapping(AgentConfig.class),
                config.getConfigMapping(ActionsConfig.class));
    }
}
