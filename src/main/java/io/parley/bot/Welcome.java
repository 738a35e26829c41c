package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.ChannelAccount;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Predicate;

/**
 * Welcomes each conversation once: a chat of two when its user joins, a team or a group when the bot is added to it. Members
 * who join later are not welcomed, because all members would read each welcome.
 */
final class Welcome implements Handler {

    private static final String WEB_CHAT_JOIN = "webchat/join";
    private static final String ADD = "add";

    private final Persona persona;

    Welcome(Persona persona) {
        this.persona = persona;
    }

    @Override
    public boolean concerns(Activity activity) {
        return switch (activity.type()) {
            case ActivityTypes.CONVERSATION_UPDATE -> somebodyIsToBeGreeted(activity);
            case ActivityTypes.INSTALLATION_UPDATE -> ADD.equals(activity.action()) && !isOfAnotherChannel(activity);
            // Web Chat without a user id reports the user too late; pages send an event instead.
            case ActivityTypes.EVENT -> WEB_CHAT_JOIN.equals(activity.name());
            default -> false;
        };
    }

    @Override
    public Uni<Answer> answer(Activity activity, ConversationState conversation, TurnContext context) {
        return Uni.createFrom().item(conversation.welcomed() ? Answer.nothing() : Answer.welcoming(persona.welcome()));
    }

    private static boolean somebodyIsToBeGreeted(Activity activity) {
        List<ChannelAccount> joined = activity.membersAdded() == null ? List.of() : activity.membersAdded();
        Predicate<ChannelAccount> isBot = member -> activity.isForBot(member.id());
        return joined.stream().anyMatch(activity.conversation().shared() ? isBot : isBot.negate());
    }

    /**
     * In a team, the conversationUpdate about the bot comes from the channel General, whose id is the team's. The installation
     * may come from another channel: a welcome there would be a second one in the team.
     */
    private static boolean isOfAnotherChannel(Activity activity) {
        String team = activity.channelDataAt("/team/id").asText();
        return activity.conversation().shared()
                && !team.isEmpty()
                && !team.equals(activity.conversation().id().split(";", 2)[0]);
    }
}
