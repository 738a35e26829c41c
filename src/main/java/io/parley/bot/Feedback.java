package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;

/** Handles a user's rating of an answer, without a turn: the sender waits, and a turn would wait for other turns. */
final class Feedback implements Handler {

    private static final String NAME = "message/submitAction";

    @Override
    public boolean concerns(Activity activity) {
        return activity.is(ActivityTypes.INVOKE) && NAME.equals(activity.name());
    }

    @Override
    public boolean takesTurn() {
        return false;
    }

    /** Returns an empty answer: earlier versions stored a turn for feedback. */
    @Override
    public Uni<Answer> answer(Activity activity, ConversationState conversation, TurnContext context) {
        return Uni.createFrom().item(Answer.nothing());
    }
}
