package io.parley.bot;

import io.parley.agent.Display;
import io.parley.conversation.Answer;
import java.util.List;
import java.util.Optional;

/** How one question is put to the model, and how its answer is shown and remembered. */
interface Brief {

    /** Without documents: all as it is. */
    Brief PLAIN = new PlainBrief();

    /** What the model is given as the user's words. */
    String prompt(String question);

    /** Said in place of asking the model. */
    Optional<String> instead();

    /** Shows drafts as the answer will look. */
    Display display(Display display);

    /** An answer of the model with its numbers of sources alone. */
    String shown(String answer);

    /** @param answer as it was {@linkplain #shown} */
    List<Answer.Message> messages(String answer, String channel);

    /** An answer of the model as history keeps it. */
    String remembered(String answer);

    /** The same in fewer tokens; absent where there are no fewer. */
    Optional<Brief> shorter();
}
