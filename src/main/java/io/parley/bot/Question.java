package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.agent.Display;
import io.parley.agent.Inquiry;
import io.parley.agent.Outcome;
import io.parley.agent.TurnContext;
import io.parley.chat.ChatException;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Lets the model answer a user's question, with the history of the conversation. */
final class Question implements Handler {

    private final Persona persona;
    private final Actions actions;
    private final ModelSelector models;
    private final Audience audience;
    private final QuestionLimit limit;
    private final WithoutAnswer withoutAnswer;
    private final Documents documents;

    Question(
            Persona persona,
            Actions actions,
            ModelSelector models,
            Audience audience,
            QuestionLimit limit,
            Documents documents) {
        this.persona = persona;
        this.actions = actions;
        this.withoutAnswer = new WithoutAnswer(actions, new Excuses(persona));
        this.models = models;
        this.audience = audience;
        this.limit = limit;
        this.documents = documents;
    }

    @Override
    public boolean concerns(Activity activity) {
        return activity.is(ActivityTypes.MESSAGE) && audience.includesBot(activity);
    }

    @Override
    public Uni<Answer> answer(Activity message, ConversationState conversation, TurnContext context) {
        if (limit.isExceededBy(message.text())) {
            return Uni.createFrom().item(Answer.saying(persona.tooLong()));
        }
        String text = MessageText.of(message);
        if (limit.isExceededBy(text)) {
            return Uni.createFrom().item(Answer.saying(persona.tooLong()));
        }
        return text.isEmpty()
                ? Uni.createFrom().item(Answer.saying(persona.unreadable()))
                : askWithDocuments(new Asked(message, conversation, Quote.put(Quote.of(message), text), context));
    }

    /**
     * Lets the model go on with the question before, after its user has agreed to a call.
     *
     * @param words stand for the user's consent
     */
    Uni<Answer> goOn(Activity message, ConversationState conversation, String words, TurnContext context) {
        return documents
                .briefAgain(conversation.history(), context.steps())
                .invoke(brief -> brief.found().ifPresent(context.steps()::found))
                .chain(brief -> ask(new Asked(message, conversation, words, context), brief));
    }

    private Uni<Answer> askWithDocuments(Asked asked) {
        return documents
                .brief(
                        asked.question(),
                        asked.conversation().history(),
                        asked.context().steps())
                .invoke(brief -> brief.found().ifPresent(asked.context().steps()::found))
                .chain(brief -> instead(brief)
                        .map(sentence -> Uni.createFrom().item(Answer.saying(sentence)))
                        .orElseGet(() -> ask(asked, brief)));
    }

    /** A tool may answer what the documents do not. */
    private Optional<String> instead(Brief brief) {
        return actions.agent().hasTools() ? Optional.empty() : brief.instead();
    }

    private Uni<Answer> ask(Asked asked, Brief brief) {
        Activity message = asked.message();
        Inquiry inquiry = new Inquiry(
                models.select(message).askedBy(Callers.asker(message)),
                asked.conversation().history(),
                brief.prompt(asked.question()),
                Callers.of(message),
                brief.tools());
        Display display = brief.display(beginning(message, asked.context().display()));
        return actions.agent().answer(inquiry, asked.context().showing(display)).chain(outcome -> shorterFor(
                        outcome, brief)
                .map(shorter -> ask(asked, shorter))
                .orElseGet(() -> Uni.createFrom().item(answer(asked, brief, outcome))));
    }

    /** If passages of documents make a message too long for the model, it is asked with fewer of them. */
    private static Optional<Brief> shorterFor(Outcome outcome, Brief brief) {
        return outcome instanceof Outcome.Unanswered unanswered && unanswered.failure() instanceof ChatException.TooLong
                ? brief.shorter()
                : Optional.empty();
    }

    private Answer answer(Asked asked, Brief brief, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return answered(asked, brief, answered);
        }
        return outcome instanceof Outcome.AwaitsConsent waiting
                ? actions.asking(asked.message(), asked.question(), waiting.call(), waiting.calls())
                : withoutAnswer.excuse(asked.message(), asked.question(), (Outcome.Unanswered) outcome);
    }

    /** Reads the numbers of sources first, so that no other link can pass for a source. */
    private Answer answered(Asked asked, Brief brief, Outcome.Answered outcome) {
        String remembered =
                actions.safeText().of(brief.remembered(outcome.reply().text()));
        String shown = actions.safeText().of(brief.shown(persona.text(outcome.reply())));
        return Answer.sourced(
                new Exchange(asked.question(), List.of(Actions.remembered(remembered, outcome.calls()))),
                brief.messages(
                        actions.warned(shown, outcome.calls()), asked.message().channelId()));
    }

    /** Shows only what fits into the first message, if a text needs several. */
    private Display beginning(Activity message, Display display) {
        return display == Display.NONE ? Display.NONE : new FirstMessage(message.channelId(), actions, display);
    }

    /** Returns what history keeps of a turn without an answer. */
    Answer unanswered(Activity message, List<Step> steps, String note) {
        return withoutAnswer.remembering(message, steps, note);
    }

    /** A question with its turn. */
    private record Asked(Activity message, ConversationState conversation, String question, TurnContext context) {}
}
