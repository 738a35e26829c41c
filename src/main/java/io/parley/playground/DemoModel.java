package io.parley.playground;

import io.parley.activity.MessageParts;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.StandIn;
import io.parley.knowledge.Briefing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Answers in place of a model, and says so. It calls a tool by plain {@link DemoCalls rules}, or quotes the best passage of the documents.
 * Without both, it repeats the question and counts the messages of its prompt, which shows whether the history of the conversation
 * arrives. It streams word by word, which shows the streaming.
 */
@Singleton
@StandIn
final class DemoModel implements ChatModel {

    /** Slow enough that an answer takes longer than the delay before its first draft is shown. */
    private static final Duration TIME_OF_A_WORD = Duration.ofMillis(40);

    /** The limit of drafts: a longer text has several words a draft. */
    private static final int MOST_DRAFTS = 100;

    private static final int QUOTED = 700;

    private static final Pattern END_OF_WORD = Pattern.compile("(?<=\\S)(?=\\s|$)");

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        return Uni.createFrom()
                .item(() -> DemoCalls.reply(prompt).orElseGet(() -> Reply.complete(answer(prompt, question(prompt)))))
                .call(reply -> draft == UNSEEN || reply.text().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : write(reply.text(), draft));
    }

    private static String answer(Prompt prompt, String given) {
        String said = "I am the demo model, not a real one. You said: “%s”.".formatted(Briefing.question(given));
        String found = Briefing.firstPassage(given)
                .map(passage -> " The page that fits best says:\n\n" + beginning(passage) + "\n\n[1]\n\n")
                .orElse(Briefing.saysNothingFound(given) ? " No page mentions that. " : " ");
        return said + found + count(prompt);
    }

    /** Whole paragraphs, tables and blocks of code. */
    static String beginning(String passage) {
        int end = passage.length() <= QUOTED ? -1 : passage.lastIndexOf("\n\n", QUOTED);
        return end < 0 ? passage : MessageParts.closed(passage.substring(0, end));
    }

    private static Uni<Void> write(String text, Consumer<String> draft) {
        List<Integer> ends = ends(text);
        return Multi.createFrom()
                .ticks()
                .every(TIME_OF_A_WORD)
                .onOverflow()
                .drop()
                .select()
                .first(tick -> tick < ends.size())
                .onItem()
                .invoke(tick -> draft.accept(text.substring(0, ends.get(tick.intValue()))))
                .onItem()
                .ignoreAsUni();
    }

    private static List<Integer> ends(String text) {
        List<Integer> words =
                END_OF_WORD.matcher(text).results().map(MatchResult::end).toList();
        int step = words.size() / MOST_DRAFTS + 1;
        return IntStream.range(0, words.size())
                .filter(word -> word % step == 0)
                .mapToObj(words::get)
                .toList();
    }

    private static String question(Prompt prompt) {
        List<ChatMessage> current = prompt.current();
        return current.get(current.size() - 1).text();
    }

    private static String count(Prompt prompt) {
        int given = prompt.earlier().size() + prompt.current().size();
        return "I was given %d %s of this conversation, and a system prompt."
                .formatted(given, given == 1 ? "message" : "messages");
    }
}
