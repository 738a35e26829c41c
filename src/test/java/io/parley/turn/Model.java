package io.parley.turn;

import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.ledger.Fate;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A model that records its requests and the replica of each. */
final class Model {

    record Question(Fate by, String text) {}

    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private volatile BiFunction<String, Consumer<String>, Uni<String>> behaviour =
            (question, draft) -> Uni.createFrom().item(answerTo(question));

    static String answerTo(String question) {
        return "answer to " + question;
    }

    /** Returns the model from the view of one replica. */
    ChatModel seenBy(Fate replica) {
        return (prompt, draft) -> ask(replica, prompt, draft);
    }

    void behave(Function<String, Uni<String>> newBehaviour) {
        behaviour = (question, draft) -> newBehaviour.apply(question);
    }

    /** Replaces the model's behaviour from now on; it may send drafts. */
    void write(BiFunction<String, Consumer<String>, Uni<String>> newBehaviour) {
        behaviour = newBehaviour;
    }

    List<Question> questions() {
        return questions;
    }

    long timesAsked(String question) {
        return questions.stream().filter(one -> one.text().equals(question)).count();
    }

    private Uni<Reply> ask(Fate replica, Prompt prompt, Consumer<String> draft) {
        if (replica.dead()) {
            return Uni.createFrom().nothing();
        }
        String question = prompt.messages().get(prompt.messages().size() - 1).text();
        questions.add(new Question(replica, question));
        return behaviour.apply(question, draft).map(Reply::complete);
    }
}
