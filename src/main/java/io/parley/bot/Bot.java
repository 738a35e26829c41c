package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.Agent;
import io.parley.agent.Display;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to say in a turn, with one handler for each kind of activity. Says and writes nothing itself: the turn does,
 * from the {@link Answer}.
 */
public class Bot {

    private final Persona persona;
    private final QuestionLimit limit;
    private final Question questions;
    private final List<Handler> handlers;

    /** @param audience which messages of a room are for the bot */
    Bot(Persona persona, Agent agent, ModelSelector models, Audience audience, QuestionLimit limit) {
        this.persona = persona;
        this.limit = limit;
        this.questions = new Question(persona, agent, models, audience, limit);
        this.handlers = List.of(
                new Welcome(persona),
                new Departure(),
                new Correction(audience),
                new Commands(persona),
                new Feedback(),
                questions);
    }

    /** What is worth keeping of an activity. A question that is too long is cut, and stays too long. */
    public Activity cut(Activity activity) {
        return limit.cut(activity);
    }

    /**
     * Whether an activity asks anything of the bot that takes a turn. All others are accepted and ignored, except an invoke:
     * its sender is told when it is not known.
     */
    public boolean concerns(Activity activity) {
        return handler(activity).filter(Handler::takesTurn).isPresent();
    }

    /** Whether a message of a room concerns the bot if what it replies to was said by the bot. Nothing else of it tells. */
    public boolean concernsIfReply(Activity activity) {
        return activity.is(ActivityTypes.MESSAGE) && activity.conversation().shared() && activity.replyToId() != null;
    }

    /** Whether an activity is known, but takes no turn. */
    public boolean isAnsweredAtOnce(Activity activity) {
        return handler(activity).filter(handler -> !handler.takesTurn()).isPresent();
    }

    /**
     * What to say, and what to remember, in the turn of an activity that {@linkplain #concerns concerned} the bot when it was
     * accepted: a message is answered in any case, whatever is set by now. Another version may have stored other things, to
     * which there is nothing to say.
     *
     * @param display shows the text so far while the model writes it
     */
    public Uni<Answer> answer(Activity activity, ConversationState conversation, Display display) {
        return handler(activity)
                .map(handler -> handler.answer(activity, conversation, display))
                .orElseGet(() -> activity.is(ActivityTypes.MESSAGE)
                        ? questions.answer(activity, conversation, display)
                        : Uni.createFrom().item(Answer.nothing()));
    }

    private Optional<Handler> handler(Activity activity) {
        return handlers.stream().filter(handler -> handler.concerns(activity)).findFirst();
    }

    /** Said when a turn is given up. */
    public Answer apology() {
        return Answer.saying(persona.apology());
    }

    /** Said in a turn that takes long, before its answer. */
    public String interim() {
        return persona.interim();
    }
}
