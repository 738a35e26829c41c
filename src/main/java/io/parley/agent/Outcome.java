package io.parley.agent;

import io.parley.chat.ChatException;
import io.parley.chat.Reply;
import java.util.List;

/** What came of a question. */
public sealed interface Outcome {

    /** The calls that were made, also by earlier runs of the turn; oldest first. */
    List<MadeCall> calls();

    /** The model has answered. */
    record Answered(Reply reply, List<MadeCall> calls) implements Outcome {}

    /** The model has given no answer. What the calls have done stays done. */
    record Unanswered(ChatException failure, List<MadeCall> calls) implements Outcome {}
}
