package io.parley.turn;

/**
 * A bean that shows the steps of turns. It is no observer of CDI events: for each event, a native executable would activate a
 * request context, by interpreted calls.
 */
public interface TurnWatcher {

    /** Called in the middle of the turn, so it must neither block nor throw. */
    void watch(TurnStep step);
}
