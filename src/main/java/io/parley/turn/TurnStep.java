package io.parley.turn;

import io.parley.activity.Activity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step that a turn has just taken on this replica, for each {@link TurnWatcher}.
 *
 * @param activity the activity of the turn
 * @param attempt from 1; 0 before the turn was started
 * @param messages how many messages the answer has, once it is complete; 0 before
 * @param call the call of a tool that the step is about; absent for steps without a call
 * @param detail the reason, if it needs a sentence; contains no text of the conversation
 * @param found passages of the documents, the best first; empty for other steps
 */
public record TurnStep(
        Kind kind,
        Activity activity,
        int attempt,
        int messages,
        @Nullable Call call,
        Optional<String> detail,
        List<Passage> found) {

    TurnStep(Kind kind, Activity activity, int attempt, int messages, @Nullable Call call, Optional<String> detail) {
        this(kind, activity, attempt, messages, call, detail, List.of());
    }

    /** A passage that was found in documents. Scores compare passages of one search. */
    public record Passage(String title, double score) {}

    /**
     * A call of a tool, without its arguments and its result.
     *
     * @param tool its name, as the model calls it
     * @param number {@code <round>/<number>} within the turn; empty while it waits for consent
     * @param outcome {@code succeeded}, {@code failed}, {@code unknown} or {@code not made}; empty before its end
     */
    public record Call(String tool, String number, String outcome) {}

    /** The kinds of steps. */
    public enum Kind {
        /** The activity is stored, and queued behind its conversation's earlier ones. */
        ACCEPTED,
        /** The activity was delivered before: there is no second turn. */
        REPEATED,
        /** A worker has started the turn. */
        RUNNING,
        /** The documents were searched for the model. */
        FOUND,
        /** The user has consented to a call that waited. */
        CONSENTED,
        /** A call of a tool begins. */
        CALLING,
        /** A call of a tool has ended, or is not made. */
        CALLED,
        /** A call waits for the user's consent. */
        ASKED,
        /** The user has refused a call that waited. */
        DECLINED,
        /** The user has decided about a call after the time of the question. */
        EXPIRED,
        /** The answer is in Redis; no part of it is sent yet. */
        RECORDED,
        /** The Connector accepted a message of the answer. */
        SENT,
        /** History and the end of the turn are written. */
        DONE,
        /** The turn was given up, and is a dead letter. */
        DEAD,
        /** This attempt did not end the turn; there will be another. */
        POSTPONED
    }
}
