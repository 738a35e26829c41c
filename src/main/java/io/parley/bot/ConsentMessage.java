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
 * The question whether a call may be made, in Parley's words: from the tool's title and the arguments, never from what the
 * model says. It is an Adaptive Card or a hero card on channels that show these, and a text on all others.
 */
final class ConsentMessage {

    private static final Set<String> WITH_ADAPTIVE_CARDS = Set.of("msteams", "webchat", "emulator", "directline");
    /**
     * Shows a text and a card as two messages, and always shows the card. On other channels a page decides which cards it
     * shows.
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

    Answer.Message on(String channelId) {
        if (WITH_ADAPTIVE_CARDS.contains(channelId)) {
            return new Answer.Message(channelId.equals(TEAMS) ? question() : text(), List.of(card()), List.of());
        }
        return WITH_HERO_CARDS.contains(channelId)
                ? new Answer.Message(text(), List.of(hero()), List.of())
                : Answer.Message.of(text());
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

    private Attachment card() {
        ObjectNode card = shell(text());
        body(card);
        ArrayNode actions = card.putArray("actions");
        actions.add(button(texts.yes(), Decision.YES).put("style", "positive"));
        actions.add(button(texts.no(), Decision.NO));
        return new Attachment(ADAPTIVE, null, card, null);
    }

    private ObjectNode button(String title, String answer) {
        ObjectNode button = JSON.objectNode().put("type", "Action.Submit").put("title", title);
        button.putObject("data")
                .put("verb", Decision.VERB)
                .put("token", call.token())
                .put("answer", answer);
        return button;
    }

    private void body(ObjectNode card) {
        ArrayNode body = heading(card, call.title());
        if (!facts.isEmpty()) {
            ArrayNode rows = body.addObject().put("type", "FactSet").putArray("facts");
            facts.forEach((name, value) -> rows.addObject().put("title", name).put("value", value));
        }
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
