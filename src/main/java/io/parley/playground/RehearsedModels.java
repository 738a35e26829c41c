package io.parley.playground;

import io.parley.activity.Activity;
import io.parley.bot.ModelSelector;
import io.parley.chat.ChatModel;
import io.parley.mode.Playground;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/** Selects the model: with deliberate failures for conversations of the playground, and unchanged for all others. */
@ApplicationScoped
class RehearsedModels implements ModelSelector {

    private final ChatModel model;
    private final LocalConversations conversations;
    private final RehearsedModel.Stage stage;

    RehearsedModels(ChatModel model, LocalConversations conversations, Vertx vertx, Playground playground) {
        this.model = model;
        this.conversations = conversations;
        this.stage = new RehearsedModel.Stage(vertx, playground.isDevelopment());
    }

    @Override
    public ChatModel select(Activity message) {
        String turn = message.id();
        return turn == null
                ? model
                : conversations
                        .find(message.conversation().id())
                        .<ChatModel>map(conversation -> new RehearsedModel(model, conversation, turn, stage))
                        .orElse(model);
    }
}
