package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.MessageParts;
import io.parley.agent.Agent;
import io.parley.agent.Display;
import io.parley.chat.Asker;
import io.parley.chat.ChatException;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has the model answer a user's question, with the history of the conversation. */
final class Question implements Handler {

    private final Persona persona;
    private final Agent agent;
    private final ModelSelector models;
    private final Audience audience;
    private final QuestionLimit limit;
    private final Excuses excuses;

    Question(Persona persona, Agent agent, ModelSelector models, Audience audience, QuestionLimit limit) {
        this.persona = persona;
        this.agent = agent;
        this.excuses = new Excuses(persona);
        this.models = models;
        this.audience = audience;
        this.limit = limit;
    }

    @Override
    public boolean concerns(Activity activity) {
        return activity.is(ActivityTypes.MESSAGE) && audience.includesBot(activity);
    }

    @Override
    public Uni<Answer> answer(Activity message, ConversationState conversation, Display display) {
        if (limit.isExceededBy(message.text())) {
            return Uni.createFrom().item(Answer.saying(persona.tooLong()));
        }
        String text = MessageText.of(message);
        if (limit.isExceededBy(text)) {
            return Uni.createFrom().item(Answer.saying(persona.tooLong()));
        }
        return text.isEmpty()
                ? Uni.createFrom().item(Answer.saying(persona.unreadable()))
                : ask(message, conversation, Quote.put(Quote.of(message), text), display);
    }

    private Uni<Answer> ask(Activity message, ConversationState conversation, String question, Display display) {
        return agent.answer(
                        models.select(message).askedBy(asker(message)),
                        conversation.history(),
                        question,
                        beginning(message, display))
                .map(reply -> Answer.replying(
                        new Exchange(question, List.of(reply.text())),
                        MessageParts.of(persona.text(reply), message.channelId())))
                .onFailure(ChatException.class)
                .recoverWithItem(failure -> excuse(ConversationKey.of(message), (ChatException) failure));
    }

    private static Asker asker(Activity message) {
        return new Asker(
                ConversationKey.of(message).partition(),
                Stream.of(
                                message.channelId(),
                                message.conversation().tenantId(),
                                message.from().aadObjectId() == null
                                        ? message.from().id()
                                        : message.from().aadObjectId())
                        .map(part -> part == null ? "" : part)
                        .collect(Collectors.joining("\n")));
    }

    /** Shows only what fits into the first message, if a text needs several. */
    private static Display beginning(Activity message, Display display) {
        return display == Display.NONE
                ? Display.NONE
                : text -> MessageParts.beginning(text, message.channelId()).ifPresent(display::draft);
    }

    /** Keeps a question without an answer out of history, so that a blocked question does not block the next ones. */
    private Answer excuse(ConversationKey conversation, ChatException failure) {
        Log.warnf("The model gave no answer in conversation %s: %s", conversation, failure.getMessage());
        return excuses.of(failure);
    }
}
