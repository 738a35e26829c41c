package io.parley.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Invisible;
import io.parley.conversation.Answer;
import io.parley.conversation.PendingCall;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The question for consent to a call, in Parley's words: with the tool's title and the arguments, and never with text of the
 * model. It is a {@linkplain ConsentCard card} on channels that show cards, and a text on all others.
 */
final class ConsentMessage {

    private static final Set<String> WITH_ADAPTIVE_CARDS = Set.of("msteams", "webchat", "emulator", "directline");
    /**
     * Always shows a card. Splits a message with a text and a card into two without ids. So the card is sent as a separate
     * message, which can be replaced. On other channels a page decides which cards it shows.
     */
    private static final String TEAMS = "msteams";

    private static final Set<String> WITH_HERO_CARDS = Set.of("telegram", "facebook", "line");

    private final ActionsConfig texts;
    private final PendingCall call;
    private final List<Fact> facts;

    ConsentMessage(ActionsConfig texts, PendingCall call, ObjectNode arguments) {
        this.texts = texts;
        this.call = call;
        this.facts = facts(arguments);
    }

    /** Returns the question as messages of a channel. The last one has the buttons. */
    List<Answer.Message> on(String channelId) {
        if (channelId.equals(TEAMS)) {
            return List.of(
                    Answer.Message.of(question()), new Answer.Message("", List.of(card().executed()), List.of()));
        }
        if (WITH_ADAPTIVE_CARDS.contains(channelId)) {
            return List.of(new Answer.Message(text(), List.of(card().submitted()), List.of()));
        }
        return WITH_HERO_CARDS.contains(channelId)
                ? List.of(new Answer.Message(text(), List.of(card().hero()), List.of()))
                : List.of(Answer.Message.of(text()));
    }

    private ConsentCard card() {
        return new ConsentCard(texts, call, facts, text());
    }

    private String question() {
        return Actions.fill(texts.question(), call.title());
    }

    /** Returns the whole question as a text. */
    String text() {
        String list = facts.stream()
                .map(fact -> "- " + fact.name() + ": " + fact.value())
                .collect(Collectors.joining("\n"));
        String asked = list.isEmpty() ? question() : question() + "\n\n" + list;
        return asked + "\n\n" + texts.reply().replace("{yes}", texts.yes()).replace("{no}", texts.no());
    }

    /** Returns a fact for each argument: names that only look equal have one each. */
    private static List<Fact> facts(ObjectNode arguments) {
        return arguments.properties().stream()
                .map(argument -> new Fact(plain(argument.getKey()), plain(value(argument.getValue()))))
                .toList();
    }

    /** An argument, as it is shown. */
    record Fact(String name, String value) {}

    private static String value(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** Shows characters that are invisible or change the order of others, and removes the marks of links and pictures. */
    private static String plain(String text) {
        return Invisible.show(text)
                .replace("](", "] (")
                .replace("][", "] [")
                .replace("<", "\u2039")
                .replace(">", "\u203a");
    }
}
