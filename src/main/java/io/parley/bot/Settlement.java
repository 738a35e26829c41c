package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.conversation.Answer;
import io.parley.conversation.ConsentQuestion;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.PendingCall;
import java.util.Objects;
import java.util.Optional;

/** Shows a user what came of a question for consent: in place of its card, and in the response to a pressed button. */
final class Settlement {

    private static final String REPLACES_MESSAGES = "msteams";

    private final Activity message;
    private final ConsentQuestion question;

    /** @param question the last one of the conversation */
    Settlement(Activity message, ConsentQuestion question) {
        this.message = message;
        this.question = question;
    }

    /** Returns the answer, which shows an outcome in place of the card. A channel may lack that. */
    Answer settled(Answer answer, String title, String outcome) {
        Answer.Message card = ConsentMessage.settled(title, outcome);
        Answer shown = card().map(id -> answer.replacing(id, card)).orElse(answer);
        return message.isPress()
                ? shown.resulting(InvokeResult.card(
                        Objects.requireNonNull(card.attachments().get(0).content())))
                : shown;
    }

    /** Returns a sentence that leaves the card as it is. Only the user who pressed a button sees it, if the channel can do that. */
    Answer refused(String sentence) {
        Answer answer = Answer.saying(sentence);
        return message.isPress() ? answer.silently().resulting(InvokeResult.message(sentence)) : answer;
    }

    /** Returns an answer that shows a sentence in place of the card of a question that it leaves behind. */
    Answer leftBehind(Answer answer, String sentence) {
        boolean leaves = answer.forgets() || answer.consent() != null;
        return leaves && !answer.leaves() && answer.replacement() == null
                ? card().flatMap(id -> question.call().map(call -> replaced(answer, id, call, sentence)))
                        .orElse(answer)
                : answer;
    }

    private static Answer replaced(Answer answer, String id, PendingCall call, String sentence) {
        return answer.replacing(id, ConsentMessage.settled(call.title(), sentence));
    }

    private Optional<String> card() {
        Optional<String> pressed = Optional.ofNullable(message.replyToId())
                .filter(any -> Decision.ofButton(message).isPresent());
        return pressed.or(question::messageId).filter(any -> message.channelId().equals(REPLACES_MESSAGES));
    }
}
