package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.agent.MadeCall;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
import io.parley.conversation.ConsentQuestion;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Handles the user's decision about a call that waits for consent. Only the user whose question led to the call decides, and
 * once: the call is claimed by the step that makes it, so a second decision finds none.
 */
final class Confirmation implements Handler {

    private final Actions actions;
    private final ActionsConfig texts;
    private final Question questions;

    Confirmation(Actions actions, Question questions) {
        this.actions = actions;
        this.texts = actions.texts();
        this.questions = questions;
    }

    /** A button belongs to the bot's card, so no mention is needed in a room. */
    @Override
    public boolean concerns(Activity activity) {
        return Decision.ofButton(activity).isPresent();
    }

    /**
     * Whether a message is a yes or a no to the call that waits. After the time of the question, a word does not count if
     * the bot has said something else since, because it may answer that. A call that an earlier run of the turn has claimed
     * no longer waits.
     */
    boolean isAnswer(Activity message, ConversationState conversation, TurnContext context) {
        return isClaimed(context.steps().recorded()) || isWord(message, conversation);
    }

    private boolean isWord(Activity message, ConversationState conversation) {
        ConsentQuestion question = conversation.question();
        return question.call()
                .filter(call -> call.userId().equals(message.from().id()))
                .filter(call -> !question.expired() || !question.interrupted())
                .flatMap(call -> Decision.ofWord(message, texts))
                .isPresent();
    }

    @Override
    public Uni<Answer> answer(Activity message, ConversationState conversation, TurnContext context) {
        if (isClaimed(context.steps().recorded())) {
            return goOnAgain(message, conversation, context);
        }
        Decision decision = Decision.ofButton(message)
                .or(() -> Decision.ofWord(message, texts))
                .orElseThrow();
        ConsentQuestion question = conversation.question();
        Settlement settlement = new Settlement(message, question);
        Optional<PendingCall> asked = question.call().filter(decision::isAbout);
        if (asked.isEmpty()) {
            return item(settlement.refused(texts.closed()));
        }
        PendingCall call = asked.get();
        if (!call.userId().equals(message.from().id())) {
            return item(settlement.refused(texts.notYours()));
        }
        if (question.expired()) {
            return item(settlement.settled(
                    Answer.saying(texts.closed()).waitingFor(Optional.empty()), call.title(), texts.closed()));
        }
        if (!decision.agreed()) {
            return item(declined(settlement, call));
        }
        return decision.token().isEmpty() && question.interrupted()
                ? item(again(message, call))
                : confirmed(message, conversation, call, context);
    }

    private static Uni<Answer> item(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    /** Whether an earlier run of the turn has claimed the call. */
    private static boolean isClaimed(List<Step> steps) {
        return steps.stream().anyMatch(step -> step instanceof Step.Asked asked && asked.confirmed());
    }

    private Uni<Answer> confirmed(
            Activity message, ConversationState conversation, PendingCall call, TurnContext context) {
        return actions.agent()
                .claim(call, context)
                .chain(claimed -> claimed
                        ? goOn(message, conversation, context, conversation.question())
                        : item(new Settlement(message, conversation.question()).refused(texts.closed())));
    }

    /** Makes the claimed call. A question with a call is then a later one: its card must remain. */
    private Uni<Answer> goOnAgain(Activity message, ConversationState conversation, TurnContext context) {
        return goOn(message, conversation, context, ofClaimed(conversation.question()));
    }

    private static ConsentQuestion ofClaimed(ConsentQuestion question) {
        return question.call().isEmpty() ? question : ConsentQuestion.NONE;
    }

    /**
     * Returns the apology of a turn that is given up, which also replaces the card if the turn has claimed a call.
     *
     * @param steps of the turn
     */
    Answer givenUp(Answer apology, Activity message, ConversationState conversation, List<Step> steps) {
        return isClaimed(steps)
                ? settled(apology, new Settlement(message, ofClaimed(conversation.question())), steps)
                : apology;
    }

    /**
     * Makes the claimed call.
     *
     * @param question with the card of this call
     */
    private Uni<Answer> goOn(
            Activity message, ConversationState conversation, TurnContext context, ConsentQuestion question) {
        Settlement settlement = new Settlement(message, question);
        return questions
                .goOn(message, conversation, texts.yes(), context)
                .map(answer -> settled(answer, settlement, context.steps().recorded()));
    }

    private Answer settled(Answer answer, Settlement settlement, List<Step> steps) {
        return actions.made(steps).stream()
                .findFirst()
                .map(made -> settlement.settled(answer, made.title(), outcome(made)))
                .orElse(answer);
    }

    private String outcome(MadeCall made) {
        String text =
                switch (made.status()) {
                    case SUCCEEDED -> texts.done();
                    case UNKNOWN -> texts.unknown();
                    case FAILED, NOT_MADE -> texts.failed();
                };
        return Actions.fill(text, made.title());
    }

    private Answer declined(Settlement settlement, PendingCall call) {
        String said = Actions.fill(texts.declined(), call.title());
        Answer answer = Answer.saying(said)
                .remembering(new Exchange(texts.no(), List.of(said)))
                .waitingFor(Optional.empty());
        return settlement.settled(answer, call.title(), said);
    }

    /** Asks again, because the word may be the answer to something that the bot has said since the question. */
    private Answer again(Activity message, PendingCall call) {
        return actions.asking(message, texts.yes(), call, List.of());
    }
}
