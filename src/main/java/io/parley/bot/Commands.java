package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;

/** Answers commands, without the model. */
final class Commands implements Handler {

    private final Persona persona;

    Commands(Persona persona) {
        this.persona = persona;
    }

    @Override
    public boolean concerns(Activity activity) {
        return activity.is(ActivityTypes.MESSAGE) && Command.isIn(activity);
    }

    @Override
    public Uni<Answer> answer(Activity message, ConversationState conversation, TurnContext context) {
        return Uni.createFrom()
                .item(Command.of(message, MessageText.of(message))
                        .map(command -> answer(command, conversation))
                        .orElseGet(Answer::nothing));
    }

    private Answer answer(Command command, ConversationState conversation) {
        return switch (command) {
            case HELP -> Answer.saying(persona.help());
            case RESET -> Answer.forgetting(persona.reset());
            case START -> conversation.welcomed() ? Answer.saying(persona.help()) : Answer.welcoming(persona.welcome());
        };
    }
}
