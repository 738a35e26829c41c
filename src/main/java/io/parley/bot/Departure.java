package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;

/**
 * Deletes the history of a conversation that has ended, or from which the bot was removed. Sends nothing: nothing would
 * arrive.
 */
final class Departure implements Handler {

    /** An upgrade of the app also removes it, as {@code remove-upgrade}, but then the conversation goes on. */
    private static final String REMOVE = "remove";

    @Override
    public boolean concerns(Activity activity) {
        return activity.is(ActivityTypes.END_OF_CONVERSATION) || isRemoval(activity);
    }

    @Override
    public Uni<Answer> answer(Activity activity, ConversationState conversation, TurnContext context) {
        return Uni.createFrom().item(isRemoval(activity) ? Answer.leaving() : Answer.forgetting());
    }

    private static boolean isRemoval(Activity activity) {
        return switch (activity.type()) {
            case ActivityTypes.INSTALLATION_UPDATE -> REMOVE.equals(activity.action());
            case ActivityTypes.CONVERSATION_UPDATE ->
                activity.membersRemoved() != null
                        && activity.membersRemoved().stream().anyMatch(member -> activity.isForBot(member.id()));
            default -> false;
        };
    }
}
