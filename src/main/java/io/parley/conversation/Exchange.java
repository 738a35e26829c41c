package io.parley.conversation;

import io.parley.chat.ChatMessage;
import io.parley.conversation.Remark.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one turn added to history: a question and what was answered. It is remembered as a whole or not at all, so no cut parts
 * an answer from its question.
 *
 * @param answers one as a rule; none where it could not be read
 */
public record Exchange(String question, List<String> answers) {

    public Exchange {
        answers = List.copyOf(answers);
    }

    /** Puts together what Redis holds, oldest first. Answers before the first question have lost theirs, and are left out. */
    public static List<Exchange> of(List<Remark> history) {
        List<Exchange> exchanges = new ArrayList<>();
        for (Remark remark : history) {
            if (remark.role() == Role.USER) {
                exchanges.add(new Exchange(remark.content(), List.of()));
            } else if (!exchanges.isEmpty()) {
                int last = exchanges.size() - 1;
                exchanges.set(last, exchanges.get(last).with(remark.content()));
            }
        }
        return List.copyOf(exchanges);
    }

    private Exchange with(String answer) {
        return new Exchange(
                question, Stream.concat(answers.stream(), Stream.of(answer)).toList());
    }

    /** As Redis holds it. */
    public List<Remark> remarks() {
        return Stream.concat(
                        Stream.of(Remark.ofUser(question)), answers.stream().map(Remark::ofBot))
                .toList();
    }

    /** As the model sees it. */
    List<ChatMessage> messages() {
        return Stream.concat(
                        Stream.of(ChatMessage.user(question)), answers.stream().map(ChatMessage::assistant))
                .<ChatMessage>map(message -> message)
                .toList();
    }

    int size() {
        return 1 + answers.size();
    }

    /** In UTF-16 units. */
    public long length() {
        return question.length() + answers.stream().mapToLong(String::length).sum();
    }
}
