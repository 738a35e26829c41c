package io.parley.conversation;

/**
 * Which call of a turn is meant.
 *
 * @param round of the turn in which the model asked for it, from 1
 * @param number of the call among those of its round, from 1
 */
public record CallNumber(int round, int number) {

    /** As keys and records hold it: {@code 2/1}. */
    @Override
    public String toString() {
        return round + "/" + number;
    }
}
