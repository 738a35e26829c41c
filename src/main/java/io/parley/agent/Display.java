package io.parley.agent;

/** What the user sees of an answer before it is there. Called on any thread; must neither block nor throw. */
@FunctionalInterface
public interface Display {

    /** Pass this where nothing is shown: the model then does not stream. */
    Display NONE = text -> {};

    /** Shows the text so far, more of it each time. The answer may be another text all the same. */
    void draft(String text);
}
