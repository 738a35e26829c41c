package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.Display;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;

/** Forgets a conversation that has ended, or that the bot was removed from. Says nothing: it could not be delivered. */
final class Departure implements Handler {

    /** An upgrade of the app removes it as well, as {@code remove-upgrade}: the conversation goes on. */
    private static final String REMOVE = "remove";

    @Override
    public boolean concerns(Activity activity) {
        return activity.is(ActivityTypes.END_OF_CONVERSATION) || isRemoval(activity);
    }

    @Override
    public Uni<Answer> answer(Activity activity, ConversationState conversation, Display display) {
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
