package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** What the bot does about one kind of activity. */
interface Handler {

    /** Whether an activity is of this kind, and asks something of the bot. */
    boolean concerns(Activity activity);

    /** See {@link Bot#answer}. */
    Uni<Answer> answer(Activity activity, ConversationState conversation, Consumer<String> draft);
}
