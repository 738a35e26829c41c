package io.parley.agent;

/**
 * Connects the answer to a question with its turn.
 *
 * @param steps where the steps of the answer are recorded
 * @param display shows the user the progress until the answer is complete
 */
public record TurnContext(Steps steps, Display display) {

    /** Returns the same context with another display. */
    public TurnContext showing(Display other) {
        return new TurnContext(steps, other);
    }
}
