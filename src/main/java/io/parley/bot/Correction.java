package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Remark;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Changes history after users edit or delete messages. A deleted message is removed, with its answer. An edited message is
 * remembered in its new form and not answered again: the existing answer stays below it.
 */
final class Correction implements Handler {

    private final Audience audience;

    Correction(Audience audience) {
        this.audience = audience;
    }

    @Override
    public boolean concerns(Activity activity) {
        return activity.id() != null
                && (activity.is(ActivityTypes.MESSAGE_DELETE)
                        || activity.is(ActivityTypes.MESSAGE_UPDATE) && audience.includesBot(activity));
    }

    @Override
    public Uni<Answer> answer(Activity activity, ConversationState conversation, TurnContext context) {
        return Uni.createFrom()
                .item(Answer.revising(new Answer.Revision(
                        String.valueOf(activity.id()), question(activity).orElse(null))));
    }

    /** Returns the new question; empty if the edited message is no longer a question. */
    private static Optional<Remark> question(Activity activity) {
        return Optional.of(activity)
                .filter(update -> update.is(ActivityTypes.MESSAGE_UPDATE))
                .map(MessageText::of)
                .filter(text -> !text.isEmpty() && Command.of(activity, text).isEmpty())
                .map(text -> Remark.ofUser(Quote.put(Quote.of(activity), text)));
    }
}
