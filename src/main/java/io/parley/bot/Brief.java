package io.parley.bot;

import io.parley.agent.Display;
import io.parley.agent.FoundPassage;
import io.parley.conversation.Answer;
import io.parley.tools.Tool;
import java.util.List;
import java.util.Optional;

/** Prepares one question for the model, and its answer for the user and for history. */
interface Brief {

    /** Used for a question without documents. Changes nothing. */
    Brief PLAIN = new PlainBrief();

    /** Returns the user's message for the model. */
    String prompt(String question);

    /** Returns the answer that is given without asking the model. */
    default Optional<String> instead() {
        return Optional.empty();
    }

    /** Returns what was found in the documents, the best first; absent where they were not searched. */
    default Optional<List<FoundPassage>> found() {
        return Optional.empty();
    }

    /** Returns the tools that belong to this question alone. */
    default List<Tool> tools() {
        return List.of();
    }

    /** Shows drafts in the form of the answer. */
    Display display(Display display);

    /** Returns the model's answer with only the numbers of its sources. */
    String shown(String answer);

    /** @param answer as it was {@linkplain #shown} */
    List<Answer.Message> messages(String answer, String channel);

    /** Returns the model's answer for history. */
    String remembered(String answer);

    /** Returns a shorter form of the same question; absent if there is none. */
    default Optional<Brief> shorter() {
        return Optional.empty();
    }
}
