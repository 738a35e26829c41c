package io.parley.conversation;

import io.parley.chat.ChatMessage;
import io.parley.conversation.Remark.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The messages that one turn added to history: a question and its answers. It is kept as a whole or not at all, so no cut
 * separates an answer from its question.
 *
 * @param answers usually one; none if it could not be read
 */
public record Exchange(String question, List<String> answers) {

    public Exchange {
        answers = List.copyOf(answers);
    }

    /**
     * Groups the messages that Redis holds, oldest first. Answers before the first question are left out, because their
     * question was cut off.
     */
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
        List<String> more = new ArrayList<>(answers);
        more.add(answer);
        return new Exchange(question, more);
    }

    /** Returns the messages in the form that Redis holds. */
    public List<Remark> remarks() {
        return Stream.concat(
                        Stream.of(Remark.ofUser(question)), answers.stream().map(Remark::ofBot))
                .toList();
    }

    /** Returns the messages in the form that the model gets. */
    List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>(size());
        messages.add(ChatMessage.user(question));
        answers.forEach(answer -> messages.add(ChatMessage.assistant(answer)));
        return messages;
    }

    int size() {
        return 1 + answers.size();
    }

    /** Returns the length of a history in UTF-16 units. */
    public static long length(List<Exchange> history) {
        long length = 0;
        for (Exchange exchange : history) {
            length += exchange.length();
        }
        return length;
    }

    /** Returns the length in UTF-16 units. */
    public long length() {
        long length = question.length();
        for (String answer : answers) {
            length += answer.length();
        }
        return length;
    }
}
