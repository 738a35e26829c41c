package io.parley.turn;

import io.parley.activity.Activity;
import java.util.Optional;

/**
 * Something that has just happened in a turn on this replica: fired as a CDI event, for whoever wants to show it. Observers
 * run in the middle of the turn, so they must neither block nor throw.
 *
 * @param activity whose turn it is
 * @param attempt from 1; 0 before the turn was started
 * @param messages of how many the answer consists, once it is there; else 0
 * @param detail why, where that is worth a sentence; holds nothing of what was said
 */
public record TurnStep(Kind kind, Activity activity, int attempt, int messages, Optional<String> detail) {

    /** What has happened. */
    public enum Kind {
        /** The activity is stored, and queued behind its conversation's earlier ones. */
        ACCEPTED,
        /** The activity was delivered before: there is no second turn. */
        REPEATED,
        /** A worker has begun. */
        RUNNING,
        /** The answer is in Redis; nothing of it is sent yet. */
        RECORDED,
        /** The Connector took a message of the answer. */
        SENT,
        /** History and the end of the turn are written. */
        DONE,
        /** The turn was given up, and is a dead letter. */
        DEAD,
        /** This attempt came to no end; there will be another. */
        POSTPONED
    }
}
