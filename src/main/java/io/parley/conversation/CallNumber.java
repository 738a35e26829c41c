package io.parley.conversation;

/**
 * Identifies a call within its turn.
 *
 * @param round of the turn in which the model asked for it, from 1
 * @param number of the call among those of its round, from 1
 */
public record CallNumber(int round, int number) {

    /** Returns the form that keys and records contain: {@code 2/1}. */
    @Override
    public String toString() {
        return round + "/" + number;
    }
}
