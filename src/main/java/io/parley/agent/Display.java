package io.parley.agent;

/** Shows the user an answer before it is complete. Called on any thread; must neither block nor throw. */
@FunctionalInterface
public interface Display {

    /** Pass this if nothing is shown: the model then does not stream. */
    Display NONE = text -> {};

    /** Shows the text so far, longer each time. The final answer may still be another text. */
    void draft(String text);

    /** Shows the operator's sentence about a call while the call runs. */
    default void progress(String sentence) {}
}
