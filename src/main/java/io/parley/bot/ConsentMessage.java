package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Attachment;
import io.parley.activity.Invisible;
import io.parley.conversation.Answer;
import io.parley.conversation.PendingCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The question for consent to a call, in Parley's words: with the tool's title and the arguments, and never with text of the
 * model. It is an Adaptive Card or a hero card on channels that show these, and a text on all others.
 */
final class ConsentMessage {

    private static final Set<String> WITH_ADAPTIVE_CARDS = Set.of("msteams", "webchat", "emulator", "directline");
    /**
     * Always shows a card. Splits a message with a text and a card into two without ids. So the card is sent as a separate
     * message, which can be replaced. On other channels a page decides which cards it shows.
     */
    private static final String TEAMS = "msteams";

    private static final Set<String> WITH_HERO_CARDS = Set.of("telegram", "facebook", "line");
    private static final String ADAPTIVE = "application/vnd.microsoft.card.adaptive";
    private static final String HERO = "application/vnd.microsoft.card.hero";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ActionsConfig texts;
    private final PendingCall call;
    private final Map<String, String> facts;

    ConsentMessage(ActionsConfig texts, PendingCall call, ObjectNode arguments) {
        this.texts = texts;
        this.call = call;
        this.facts = facts(arguments);
    }

    /** Returns the question as messages of a channel. The last one has the buttons. */
    List<Answer.Message> on(String channelId) {
        if (channelId.equals(TEAMS)) {
            return List.of(Answer.Message.of(question()), new Answer.Message("", List.of(executed()), List.of()));
        }
        if (WITH_ADAPTIVE_CARDS.contains(channelId)) {
            return List.of(new Answer.Message(text(), List.of(submitted()), List.of()));
        }
        return WITH_HERO_CARDS.contains(channelId)
                ? List.of(new Answer.Message(text(), List.of(hero()), List.of()))
                : List.of(Answer.Message.of(text()));
    }

    private String question() {
        return Actions.fill(texts.question(), call.title());
    }

    /** Returns the whole question as a text. */
    String text() {
        String list = facts.entrySet().stream()
                .map(fact -> "- " + fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("\n"));
        String asked = list.isEmpty() ? question() : question() + "\n\n" + list;
        return asked + "\n\n" + texts.reply().replace("{yes}", texts.yes()).replace("{no}", texts.no());
    }

    /** Creates a card whose buttons send messages: Web Chat supports no others. */
    private Attachment submitted() {
        ObjectNode card = shell(text());
        body(card);
        card.putArray("actions")
                .add(submit(texts.yes(), Decision.YES).put("style", "positive"))
                .add(submit(texts.no(), Decision.NO));
        return new Attachment(ADAPTIVE, null, card, null);
    }

    /**
     * Creates a card whose buttons get the outcome as the response. Clients that do not support them use the other buttons.
     */
    private Attachment executed() {
        ObjectNode card = shell(text());
        ObjectNode set = body(card).addObject().put("type", "ActionSet");
        set.putArray("actions")
                .add(execute(texts.yes(), Decision.YES).put("style", "positive"))
                .add(execute(texts.no(), Decision.NO));
        return new Attachment(ADAPTIVE, null, card, null);
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
        ArrayNode body = heading(card, call.title());
        if (!facts.isEmpty()) {
            ArrayNode rows = body.addObject().put("type", "FactSet").putArray("facts");
            facts.forEach((name, value) -> rows.addObject().put("title", name).put("value", value));
        }
        return body;
    }

    private static ArrayNode heading(ObjectNode card, String title) {
        ArrayNode body = card.putArray("body");
        body.addObject()
                .put("type", "TextBlock")
                .put("text", title)
                .put("weight", "Bolder")
                .put("wrap", true);
        return body;
    }

    private static ObjectNode shell(String fallback) {
        return JSON.objectNode()
                .put("type", "AdaptiveCard")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("version", "1.4")
                .put("fallbackText", fallback);
    }

    /** Returns the card without its buttons, after the decision. */
    static Answer.Message settled(String title, String outcome) {
        ObjectNode card = shell(title + ": " + outcome);
        ArrayNode body = heading(card, title);
        if (!outcome.isEmpty()) {
            body.addObject()
                    .put("type", "TextBlock")
                    .put("text", outcome)
                    .put("isSubtle", true)
                    .put("wrap", true);
        }
        return new Answer.Message("", List.of(new Attachment(ADAPTIVE, null, card, null)), List.of());
    }

    private Attachment hero() {
        ObjectNode card = JSON.objectNode();
        ArrayNode buttons = card.putArray("buttons");
        for (String word : List.of(texts.yes(), texts.no())) {
            buttons.addObject().put("type", "imBack").put("title", word).put("value", word);
        }
        return new Attachment(HERO, null, card, null);
    }

    private static Map<String, String> facts(ObjectNode arguments) {
        Map<String, String> facts = new LinkedHashMap<>();
        arguments.fields().forEachRemaining(field -> facts.put(plain(field.getKey()), plain(value(field.getValue()))));
        return facts;
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** Removes characters that are invisible or change the order of others, and the marks of links and pictures. */
    private static String plain(String text) {
        return Invisible.remove(text)
                .replace("](", "] (")
                .replace("][", "] [")
                .replace("<", "\u2039")
                .replace(">", "\u203a");
    }
}
