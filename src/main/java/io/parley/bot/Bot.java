package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.chat.ChatModel;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Window;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides what to say in a turn, with one handler for each kind of activity. Says and writes nothing itself: the turn does,
 * from the {@link Answer}.
 */
public class Bot {

    /** For a turn of which nothing is shown before its end. */
    public static final Consumer<String> UNSEEN = ChatModel.UNSEEN;

    private static final String FEEDBACK = "message/submitAction";

    private final Persona persona;
    private final QuestionLimit limit;
    private final Question questions;
    private final List<Handler> handlers;

    /** @param audience which messages of a room are for the bot */
    Bot(Persona persona, Window window, ModelSelector models, Audience audience, QuestionLimit limit) {
        this.persona = persona;
        this.limit = limit;
        this.questions = new Question(persona, window, models, audience, limit);
        this.handlers = List.of(
                new Welcome(persona), new Departure(), new Correction(audience), new Commands(persona), questions);
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
        return handlers.stream().anyMatch(handler -> handler.concerns(activity));
    }

    /** Whether an activity rates an answer. It is noted at once: a turn would wait for those of its conversation. */
    public boolean isFeedback(Activity activity) {
        return activity.is(ActivityTypes.INVOKE) && FEEDBACK.equals(activity.name());
    }

    /**
     * What to say, and what to remember, in the turn of an activity that {@linkplain #concerns concerned} the bot when it was
     * accepted: a message is answered in any case, whatever is set by now. Another version may have stored other things, to
     * which there is nothing to say.
     *
     * @param draft told the text so far while the model writes it: more of it each time, on any thread. The answer may be
     *     another text all the same. Must neither block nor throw
     */
    public Uni<Answer> answer(Activity activity, ConversationState conversation, Consumer<String> draft) {
        return handlers.stream()
                .filter(handler -> handler.concerns(activity))
                .findFirst()
                .map(handler -> handler.answer(activity, conversation, draft))
                .orElseGet(() -> activity.is(ActivityTypes.MESSAGE)
                        ? questions.answer(activity, conversation, draft)
                        : Uni.createFrom().item(Answer.nothing()));
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
