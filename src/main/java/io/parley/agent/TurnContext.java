package io.parley.agent;

/**
 * What a turn gives to the answer of a question.
 *
 * @param steps where the steps of the answer are recorded
 * @param display shows the user what happens until the answer is there
 */
public record TurnContext(Steps steps, Display display) {

    /** The same with another display. */
    public TurnContext showing(Display other) {
        return new TurnContext(steps, other);
    }
}
