package io.parley.bot;

import io.parley.activity.Claims;
import io.parley.activity.Entity;
import io.parley.activity.MessageParts;
import io.parley.activity.Source;
import io.parley.conversation.Answer;
import io.parley.knowledge.Citations;
import io.parley.knowledge.Citations.Cited;
import io.parley.knowledge.NumberedPassages;
import java.util.List;

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
        List<Source> sources =
                hasEntities() ? AnswerSources.of(Citations.of(part, passages::has), passages) : List.of();
        if (sources.isEmpty()) {
            return Answer.Message.of(part);
        }
        return showsDefinitions()
                ? message(
                        MessageParts.closed(part) + "\n\n" + AnswerSources.definitions(sources),
                        Claims.forWebChat(sources))
                : message(part, Claims.forTeams(sources));
    }

    private static Answer.Message message(String text, Entity entity) {
        return new Answer.Message(text, List.of(), List.of(entity));
    }

    private String withList(Cited cited) {
        return MessageParts.closed(cited.text()) + "\n\n" + AnswerSources.list(AnswerSources.of(cited, passages));
    }
}
