package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.Steps;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to say in a turn, with one handler for each kind of activity. It only decides: the turn sends and writes what
 * the {@link Answer} contains.
 */
public class Bot {

    private final Persona persona;
    private final Actions actions;
    private final QuestionLimit limit;
    private final Question questions;
    private final Confirmation confirmations;
    private final List<Handler> handlers;

    /** @param audience which messages of a room are for the bot */
    Bot(
            Persona persona,
            Actions actions,
            ModelSelector models,
            Audience audience,
            QuestionLimit limit,
            Documents documents) {
        this.persona = persona;
        this.actions = actions;
        this.limit = limit;
        this.questions = new Question(persona, actions, models, audience, limit, documents);
        this.confirmations = new Confirmation(actions, questions);
        this.handlers = List.of(
                confirmations,
                new Welcome(persona),
                new Departure(),
                new Correction(audience),
                new Commands(persona),
                new Feedback(),
                questions);
    }

    /** Removes what the bot does not need from an activity. A question that is too long is cut, and stays too long. */
    public Activity cut(Activity activity) {
        return limit.cut(activity);
    }

    /**
     * Whether an activity needs a turn of the bot. Others are accepted and ignored, except an unknown invoke: its sender gets
     * an error.
     */
    public boolean concerns(Activity activity) {
        return handler(activity).filter(Handler::takesTurn).isPresent();
    }

    /** Whether a message of a room is for the bot only if it replies to a message of the bot. */
    public boolean concernsIfReply(Activity activity) {
        return activity.is(ActivityTypes.MESSAGE) && activity.conversation().shared() && activity.replyToId() != null;
    }

    /** Whether an activity is known, but needs no turn. */
    public boolean isAnsweredAtOnce(Activity activity) {
        return handler(activity).filter(handler -> !handler.takesTurn()).isPresent();
    }

    /**
     * Decides what to say and what to remember in the turn of an activity that {@linkplain #concerns concerned} the bot when
     * it was accepted. A message is answered in any case, even if settings have changed since. Another version may have stored
     * other activities, which get an empty answer.
     *
     * @param context where the steps of the turn are recorded, and what its user sees meanwhile
     */
    public Uni<Answer> answer(Activity activity, ConversationState conversation, TurnContext context) {
        Settlement settlement = new Settlement(activity, conversation.question());
        return decide(activity, conversation, context)
                .map(answer -> settlement.leftBehind(answer, actions.texts().closed()));
    }

    private Uni<Answer> decide(Activity activity, ConversationState conversation, TurnContext context) {
        if (confirmations.isAnswer(activity, conversation, context)) {
            return confirmations.answer(activity, conversation, context);
        }
        return handler(activity)
                .map(handler -> handler.answer(activity, conversation, context))
                .orElseGet(() -> activity.is(ActivityTypes.MESSAGE)
                        ? questions.answer(activity, conversation, context)
                        : Uni.createFrom().item(Answer.nothing()));
    }

    /** The press of a button that came as an invoke, as the message that stands for it; empty for other activities. */
    public Optional<Activity> pressed(Activity invoke) {
        return CardAction.asMessage(invoke);
    }

    /** Returns the response to a card's action that no card of the bot sends; empty if the bot does not know the invoke at all. */
    public Optional<InvokeResult> refusal(Activity invoke) {
        return CardAction.refusal(invoke, actions.texts());
    }

    /** Returns what the user who pressed a button sees until its turn has ended. */
    public String working() {
        return actions.texts().working();
    }

    private Optional<Handler> handler(Activity activity) {
        for (Handler handler : handlers) {
            if (handler.concerns(activity)) {
                return Optional.of(handler);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the apology of a turn that is given up.
     *
     * @param steps of the turn: the apology says what its calls have changed
     * @param stepsLost whether the turn has further steps that cannot be read
     */
    public Answer apology(List<Step> steps, boolean stepsLost) {
        String excuse = stepsLost ? persona.apology() + "\n\n" + actions.texts().lost() : persona.apology();
        return Answer.saying(actions.behind(excuse, actions.made(steps)));
    }

    /** Returns the apology with what replaces the card of a call that the turn has claimed, if its channel replaces messages. */
    public Answer settled(Answer apology, Activity activity, ConversationState conversation, List<Step> steps) {
        return confirmations.givenUp(apology, activity, conversation, steps);
    }

    /** Whether a call of a turn has changed something, or may have. */
    public boolean hasChanges(List<Step> steps) {
        return actions.made(steps).stream().anyMatch(call -> call.isDone() || call.isUnknown());
    }

    /**
     * Records for operators that nobody knows the outcome of the calls that a turn has begun and not ended, before it is given up.
     */
    public Uni<Void> abandon(Activity activity, Steps steps) {
        return actions.agent().abandon(Callers.of(activity), steps);
    }

    /** Returns what history keeps of a turn that is given up: nothing, unless calls were made. */
    public Answer givenUp(Activity activity, List<Step> steps) {
        return questions.unanswered(activity, steps, "(The answer failed.)");
    }

    /** Returns what history keeps of a turn whose user has stopped the answer: nothing, unless calls were made. */
    public Answer stopped(Activity activity, List<Step> steps) {
        return questions.unanswered(activity, steps, "(The user stopped the answer.)");
    }

    /** Returns the sentence that is sent in a long turn, before its answer. */
    public String interim() {
        return persona.interim();
    }
}
