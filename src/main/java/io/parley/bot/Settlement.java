package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.conversation.Answer;
import io.parley.conversation.ConsentQuestion;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.PendingCall;
import java.util.Objects;
import java.util.Optional;

/** Shows the outcome of a question for consent: in place of its card, and in the response to a pressed button. */
final class Settlement {

    private static final String REPLACES_MESSAGES = "msteams";

    private final Activity message;
    private final ConsentQuestion question;

    /** @param question the last question for consent in the conversation */
    Settlement(Activity message, ConsentQuestion question) {
        this.message = message;
        this.question = question;
    }

    /** Returns the answer with an outcome in place of the card, if the channel can replace it. */
    Answer settled(Answer answer, String title, String outcome) {
        Answer.Message card = CallCard.settled(title, outcome);
        Answer shown = card().map(id -> answer.replacing(id, card)).orElse(answer);
        return message.isPress()
                ? shown.resulting(InvokeResult.card(
                        Objects.requireNonNull(card.attachments().get(0).content())))
                : shown;
    }

    /**
     * Returns a sentence that does not change the card. Only the user who pressed a button sees it, if the channel supports
     * that.
     */
    Answer refused(String sentence) {
        Answer answer = Answer.saying(sentence);
        return message.isPress() ? answer.silently().resulting(InvokeResult.message(sentence)) : answer;
    }

    /** Returns an answer that also replaces the card of an abandoned question with a sentence. */
    Answer leftBehind(Answer answer, String sentence) {
        boolean leaves = answer.forgets() || answer.consent() != null;
        return leaves && !answer.leaves() && answer.replacement() == null
                ? card().flatMap(id -> question.call().map(call -> replaced(answer, id, call, sentence)))
                        .orElse(answer)
                : answer;
    }

    private static Answer replaced(Answer answer, String id, PendingCall call, String sentence) {
        return answer.replacing(id, CallCard.settled(call.title(), sentence));
    }

    /** Returns the id of the card: as it was sent, and only if that is not known, as the sender of the button names it. */
    private Optional<String> card() {
        Optional<String> pressed = Optional.ofNullable(message.replyToId())
                .filter(any -> Decision.ofButton(message).isPresent());
        return question.messageId().or(() -> pressed).filter(any -> message.channelId()
                .equals(REPLACES_MESSAGES));
    }
}
