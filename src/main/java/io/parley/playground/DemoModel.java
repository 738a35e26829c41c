package io.parley.playground;

import io.parley.activity.MessageParts;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.StandIn;
import io.parley.knowledge.Briefing;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers in place of a model, and says so. It calls a tool by plain {@link DemoCalls rules}, or quotes the best passage of the documents.
 * Without both, it repeats the question and counts the messages of its prompt, which shows whether the history of the conversation
 * arrives. It streams word by word, which shows the streaming.
 */
@Singleton
@StandIn
final class DemoModel implements ChatModel {

    private static final int QUOTED = 700;

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        return Uni.createFrom()
                .item(() -> DemoCalls.reply(prompt).orElseGet(() -> Reply.complete(answer(prompt, question(prompt)))))
                .call(reply -> draft == UNSEEN || reply.text().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : WordByWord.write(reply.text(), draft));
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
