package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;

/** Handles one kind of activity. */
interface Handler {

    /** Whether an activity is of this kind, and for the bot. */
    boolean concerns(Activity activity);

    /** Whether it is answered in a turn of its conversation, and not at once. */
    default boolean takesTurn() {
        return true;
    }

    /** See {@link Bot#answer}. */
    Uni<Answer> answer(Activity activity, ConversationState conversation, TurnContext context);
}
