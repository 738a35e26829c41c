package io.parley.bot;

import io.parley.activity.Claims;
import io.parley.activity.Entity;
import io.parley.activity.MessageParts;
import io.parley.activity.Source;
import io.parley.conversation.Answer;
import io.parley.knowledge.Citations;
import io.parley.knowledge.Citations.Cited;
import io.parley.knowledge.NumberedPassages;
import io.parley.knowledge.Passage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows an answer with its sources in each channel's way: Teams by entities; Web Chat and Direct Line by definitions of links
 * behind the text, and entities; any other channel by a list behind the text. A message gets only the sources that it names.
 */
final class SourcedAnswer {

    private final NumberedPassages passages;
    private final String channel;

    SourcedAnswer(NumberedPassages passages, String channel) {
        this.passages = passages;
        this.channel = channel;
    }

    List<Answer.Message> messages(Cited cited) {
        String text = hasEntities() || cited.used().isEmpty() ? cited.text() : withList(cited);
        return MessageParts.of(text, channel).stream().map(this::message).toList();
    }

    private boolean hasEntities() {
        return channel.equals("msteams") || showsDefinitions();
    }

    private boolean showsDefinitions() {
        return channel.equals("webchat") || channel.equals("directline");
    }

    private Answer.Message message(String part) {
        List<Source> sources = hasEntities() ? sources(Citations.of(part, passages::has)) : List.of();
        if (sources.isEmpty()) {
            return Answer.Message.of(part);
        }
        return showsDefinitions()
                ? message(MessageParts.closed(part) + "\n\n" + definitions(sources), Claims.forWebChat(sources))
                : message(part, Claims.forTeams(sources));
    }

    private static Answer.Message message(String text, Entity entity) {
        return new Answer.Message(text, List.of(), List.of(entity));
    }

    private String withList(Cited cited) {
        return MessageParts.closed(cited.text()) + "\n\n"
                + sources(cited).stream().map(SourcedAnswer::line).collect(Collectors.joining("\n"));
    }

    private List<Source> sources(Cited cited) {
        return cited.used().stream()
                .sorted()
                .flatMap(number -> passages.find(number).map(passage -> source(number, passage)).stream())
                .toList();
    }

    private static Source source(int number, Passage passage) {
        return new Source(
                number,
                oneLine(passage.titlePath()),
                oneLine(passage.text()),
                passage.page().address());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String line(Source source) {
        return "[" + source.number() + "] " + source.name()
                + source.address()
                        .map(address -> " - " + address.toASCIIString())
                        .orElse("");
    }

    /** A title cannot end its own quotation marks. */
    private static String definitions(List<Source> sources) {
        return sources.stream()
                .map(source -> "[" + source.number() + "]: "
                        + source.address()
                                .map(address -> address.toASCIIString())
                                .orElse("cite:" + source.number())
                        + " \"" + source.name().replace('"', '\'').replace("\\", "") + "\"")
                .collect(Collectors.joining("\n"));
    }
}
