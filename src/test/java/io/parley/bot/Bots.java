package io.parley.bot;

import io.parley.Settings;
import io.parley.agent.Agent;
import io.parley.agent.Contexts;
import io.parley.chat.ChatModel;
import io.parley.conversation.Window;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeOf;
import io.parley.tools.Toolbox;
import java.util.Set;

/** Creates bots without an application. Each text of their persona is its own name. */
public final class Bots {

    static final Persona PERSONA = new Persona(
            "system prompt",
            "welcome",
            "apology",
            "filtered",
            "empty",
            "too long",
            "busy, {wait}",
            "interim",
            "truncated",
            "broken off",
            "unreadable",
            "help",
            "reset");

    static final int MOST_BYTES = 4096;

    private Bots() {}

    public static Bot with(ChatModel model) {
        return with(model, Toolbox.EMPTY, Settings.with());
    }

    public static Bot with(ChatModel model, Toolbox tools, Settings settings) {
        return with(model, tools, settings, KnowledgeOf.nothing());
    }

    static Bot with(ChatModel model, Toolbox tools, Settings settings, Knowledge knowledge) {
        return new Bot(
                PERSONA,
                new Actions(
                        new Agent(PERSONA.systemPrompt(), new Window(20, 40), Contexts.tools(tools, settings)),
                        settings.actions(),
                        knowledge,
                        false),
                message -> model,
                new Audience(Set.of()),
                new QuestionLimit(MOST_BYTES),
                new Documents(knowledge));
    }
}
