package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.agent.MadeCall;
import io.parley.agent.TurnContext;
import io.parley.conversation.Answer;
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

    /** Whether a message is a yes or a no to the call that waits. */
    boolean isAnswer(Activity message, ConversationState conversation) {
        return conversation
                .pending()
                .filter(call -> call.userId().equals(message.from().id()))
                .flatMap(call -> Decision.ofWord(message, texts))
                .isPresent();
    }

    @Override
    public Uni<Answer> answer(Activity message, ConversationState conversation, TurnContext context) {
        Optional<Decision> decision = Decision.ofButton(message).or(() -> Decision.ofWord(message, texts));
        if (isClaimed(context)) {
            return goOn(message, conversation, context);
        }
        Optional<PendingCall> waiting = conversation.pending().filter(call -> decision.flatMap(Decision::token)
                .map(call.token()::equals)
                .orElse(true));
        if (decision.isEmpty() || waiting.isEmpty()) {
            return Uni.createFrom().item(settled(Answer.saying(texts.closed()), message, texts.closed(), ""));
        }
        if (!waiting.get().userId().equals(message.from().id())) {
            return Uni.createFrom().item(Answer.saying(texts.notYours()));
        }
        return decision.get().agreed()
                ? confirmed(message, conversation, waiting.get(), context)
                : Uni.createFrom().item(declined(message, waiting.get()));
    }

    /** Whether an earlier run of the turn has claimed the call. */
    private static boolean isClaimed(TurnContext context) {
        return context.steps().recorded().stream()
                .anyMatch(step -> step instanceof Step.Asked asked && asked.confirmed());
    }

    private Uni<Answer> confirmed(
            Activity message, ConversationState conversation, PendingCall call, TurnContext context) {
        return actions.agent()
                .claim(call, context)
                .chain(claimed -> claimed
                        ? goOn(message, conversation, context)
                        : Uni.createFrom().item(Answer.saying(texts.closed())));
    }

    /** Makes the claimed call. */
    private Uni<Answer> goOn(Activity message, ConversationState conversation, TurnContext context) {
        return questions
                .goOn(message, conversation, texts.yes(), context)
                .map(answer -> actions.made(context.steps().recorded()).stream()
                        .findFirst()
                        .map(made -> settled(answer, message, made.title(), outcome(made)))
                        .orElse(answer));
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

    private Answer declined(Activity message, PendingCall call) {
        String said = Actions.fill(texts.declined(), call.title());
        Answer answer = Answer.saying(said)
                .remembering(new Exchange(texts.no(), List.of(said)))
                .waitingFor(Optional.empty());
        return settled(answer, message, call.title(), said);
    }

    /** Returns the answer. On Teams it replaces the card with the button; other channels cannot replace a message. */
    private static Answer settled(Answer answer, Activity message, String title, String outcome) {
        String card = message.replyToId();
        return card != null
                        && message.channelId().equals("msteams")
                        && Decision.ofButton(message).isPresent()
                ? answer.replacing(card, ConsentMessage.settled(title, outcome))
                : answer;
    }
}
