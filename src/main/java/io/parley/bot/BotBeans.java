package io.parley.bot;

import io.parley.conversation.ConversationConfig;
import io.parley.conversation.Window;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Puts the bot together from its settings. */
@Dependent
class BotBeans {

    @Produces
    @Singleton
    @Startup
    Bot bot(BotConfig config, ConversationConfig conversations, ModelSelector models) {
        return new Bot(
                Persona.of(config),
                new Window(conversations.maxMessages()),
                models,
                new Audience(config.readsAllIn().map(Set::copyOf).orElse(Set.of())),
                new QuestionLimit(config.maxQuestionBytes()));
    }
}
