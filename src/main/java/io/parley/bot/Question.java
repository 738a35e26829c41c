package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.chat.ChatException;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.Window;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/** Has the model answer what a user asks, with what was said before. */
final class Question implements Handler {

    private final Persona persona;
    private final Window window;
    private final ModelSelector models;
    private final Audience audience;
    private final QuestionLimit limit;

    Question(Persona persona, Window window, ModelSelector models, Audience audience, QuestionLimit limit) {
        this.persona = persona;
        this.window = window;
        this.models = models;
        this.audience = audience;
        this.limit = limit;
    }

    @Override
    public boolean concerns(Activity activity) {
        return activity.is(ActivityTypes.MESSAGE) && audience.includesBot(activity);
    }

    @Override
    public Uni<Answer> answer(Activity message, ConversationState conversation, Consumer<String> draft) {
        if (limit.isExceededBy(message.text())) {
            return Uni.createFrom().item(Answer.saying(persona.tooLong()));
        }
        String text = MessageText.of(message);
        if (limit.isExceededBy(text)) {
            return Uni.createFrom().item(Answer.saying(persona.tooLong()));
        }
        return text.isEmpty()
                ? Uni.createFrom().item(Answer.saying(persona.unreadable()))
                : ask(message, conversation, Quote.put(Quote.of(message), text), draft);
    }

    private Uni<Answer> ask(Activity message, ConversationState conversation, String question, Consumer<String> draft) {
        Prompt prompt =
                Prompt.of(persona.systemPrompt(), window.of(conversation.history()), ChatMessage.user(question));
        return models.select(message)
                .answer(prompt, beginning(message, draft))
                .map(reply -> Answer.replying(
                        new Exchange(question, List.of(reply.text())),
                        MessageParts.of(persona.text(reply), message.channelId())))
                .onFailure(ChatException.class)
                .recoverWithItem(failure -> excuse(ConversationKey.of(message), (ChatException) failure));
    }

    /** Shows what fits the first message, where a text takes several. */
    private static Consumer<String> beginning(Activity message, Consumer<String> draft) {
        return draft == ChatModel.UNSEEN
                ? ChatModel.UNSEEN
                : text -> MessageParts.beginning(text, message.channelId()).ifPresent(draft);
    }

    /** A question that got no answer stays out of history, so that one that was blocked does not block all that follow. */
    private Answer excuse(ConversationKey conversation, ChatException failure) {
        Log.warnf("The model gave no answer in conversation %s: %s", conversation, failure.getMessage());
        if (failure instanceof ChatException.Filtered) {
            return Answer.saying(persona.filtered());
        }
        if (failure instanceof ChatException.Empty) {
            return Answer.saying(persona.empty());
        }
        if (failure instanceof ChatException.TooLong) {
            return Answer.saying(persona.tooLong());
        }
        if (failure instanceof ChatException.Throttled throttled) {
            return Answer.saying(persona.busy(throttled.getWait()));
        }
        return Answer.saying(persona.apology());
    }
}
