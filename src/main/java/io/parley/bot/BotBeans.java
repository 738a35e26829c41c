package io.parley.bot;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.parley.agent.Agent;
import io.parley.agent.AgentConfig;
import io.parley.agent.ToolTelemetry;
import io.parley.agent.Tools;
import io.parley.chat.ChatModel;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.Window;
import io.parley.knowledge.Knowledge;
import io.parley.tools.Toolbox;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the bot from its settings. */
@Dependent
class BotBeans {

    @Produces
    @Singleton
    @Startup
    Bot bot(
            BotConfig config,
            ActionsConfig actions,
            ConversationConfig conversations,
            ModelSelector models,
            Tools tools,
            Knowledge knowledge,
            @ConfigProperty(name = "parley.chat.agent") Optional<String> agent) {
        SearchToolRules.check(tools.box(), knowledge, agent);
        Persona persona = Persona.of(config);
        return new Bot(
                persona,
                new Actions(
                        new Agent(persona.systemPrompt(), Window.of(conversations), tools),
                        actions,
                        knowledge,
                        agent.isPresent()),
                models,
                new Audience(config.readsAllIn().map(Set::copyOf).orElse(Set.of())),
                new QuestionLimit(config.maxQuestionBytes()),
                new Documents(knowledge));
    }

    @Produces
    @Singleton
    Tools tools(Toolbox box, AgentConfig limits, MeterRegistry registry, Tracer tracer) {
        return new Tools(box, limits, new ToolTelemetry(registry, tracer));
    }

    /** Selects the one model for all messages. */
    @Produces
    @DefaultBean
    @Singleton
    ModelSelector models(ChatModel model) {
        return message -> model;
    }
}
