package io.parley.bot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Attachment;
import io.parley.conversation.PendingCall;
import java.util.List;

/**
 * The question for consent as a card with two buttons.
 *
 * @param facts the arguments of the call, for users
 * @param text the whole question, for clients that do not show the card
 */
record ConsentCard(ActionsConfig texts, PendingCall call, List<ConsentMessage.Fact> facts, String text) {

    private static final String HERO = "application/vnd.microsoft.card.hero";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Creates a card whose buttons send messages: Web Chat supports no others. */
    Attachment submitted() {
        ObjectNode card = CallCard.shell(text);
        body(card);
        card.putArray("actions")
                .add(submit(texts.yes(), Decision.YES).put("style", "positive"))
                .add(submit(texts.no(), Decision.NO));
        return CallCard.attachment(card);
    }

    /**
     * Creates a card whose buttons get the outcome as the response. Clients that do not support them use the other buttons.
     */
    Attachment executed() {
        ObjectNode card = CallCard.shell(text);
        ObjectNode set = body(card).addObject().put("type", "ActionSet");
        set.putArray("actions")
                .add(execute(texts.yes(), Decision.YES).put("style", "positive"))
                .add(execute(texts.no(), Decision.NO));
        return CallCard.attachment(card);
    }

    /** Omits the arguments, which must not be logged. */
    @Override
    public String toString() {
        return "ConsentCard[" + call + "]";
    }

    private ObjectNode execute(String title, String answer) {
        ObjectNode button = JSON.objectNode()
                .put("type", "Action.Execute")
                .put("title", title)
                .put("verb", Decision.VERB);
        button.set("data", data(answer));
        button.set("fallback", submit(title, answer));
        return button;
    }

    private ObjectNode submit(String title, String answer) {
        ObjectNode button = JSON.objectNode().put("type", "Action.Submit").put("title", title);
        button.set("data", data(answer));
        return button;
    }

    private ObjectNode data(String answer) {
        return JSON.objectNode()
                .put("verb", Decision.VERB)
                .put("token", call.token())
                .put("answer", answer);
    }

    private ArrayNode body(ObjectNode card) {
        ArrayNode body = CallCard.heading(card, call.title());
        if (!facts.isEmpty()) {
            ArrayNode rows = body.addObject().put("type", "FactSet").putArray("facts");
            facts.forEach(fact -> rows.addObject().put("title", fact.name()).put("value", fact.value()));
        }
        return body;
    }

    /** Creates a card for channels without Adaptive Cards. Its buttons say the two words. */
    Attachment hero() {
        ObjectNode card = JSON.objectNode();
        ArrayNode buttons = card.putArray("buttons");
        for (String word : List.of(texts.yes(), texts.no())) {
            buttons.addObject().put("type", "imBack").put("title", word).put("value", word);
        }
        return new Attachment(HERO, null, card, null);
    }
}
