package io.parley.agent;

import io.parley.chat.ChatException;
import io.parley.chat.Reply;
import io.parley.conversation.PendingCall;
import java.util.List;

/** The result of a question. */
public sealed interface Outcome {

    /** Returns the calls that were made, including those of earlier runs of the turn, oldest first. */
    List<MadeCall> calls();

    /** The model has answered. */
    record Answered(Reply reply, List<MadeCall> calls) implements Outcome {}

    /**
     * The model has asked for a call that needs the user's consent. It was not made.
     */
    record AwaitsConsent(PendingCall call, List<MadeCall> calls) implements Outcome {}

    /** The model has given no answer. The calls may have changed something. */
    record Unanswered(ChatException failure, List<MadeCall> calls) implements Outcome {}
}
