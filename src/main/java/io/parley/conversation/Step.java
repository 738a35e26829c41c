package io.parley.conversation;

import io.parley.chat.ChatMessage;
import io.parley.chat.Usage;

/**
 * A step of a turn in which the model calls tools. It is recorded before the next step, so that another replica can continue
 * from there. A call has at most one {@link Ended}.
 */
public sealed interface Step {

    /**
     * Returns the name of the step within its turn, such as {@code ended/2/1}. A repeated record of a step has the same
     * name.
     */
    String name();

    /** Returns the length of the step's text in UTF-16 units. */
    long length();

    /**
     * The model asked for calls. Recorded before any of them is made.
     *
     * @param round from 1
     * @param message with the calls; none of them has the id of a call of an earlier round
     * @param confirmed whether the user has consented to the calls. The model asked for them in an earlier turn
     */
    record Asked(int round, ChatMessage.Assistant message, Usage usage, boolean confirmed) implements Step {

        public Asked(int round, ChatMessage.Assistant message, Usage usage) {
            this(round, message, usage, false);
        }

        @Override
        public String name() {
            return "asked/" + round;
        }

        @Override
        public long length() {
            return message.text().length()
                    + message.reasoning().length()
                    + message.calls().stream()
                            .mapToLong(call -> call.arguments().length())
                            .sum();
        }
    }

    /** A call that may change something is about to be made. */
    record Begun(CallNumber call, String tool) implements Step {

        @Override
        public String name() {
            return "begun/" + call;
        }

        @Override
        public long length() {
            return 0;
        }
    }

    /**
     * A call has ended, or is not made.
     *
     * @param trusted whether the text comes from the operator's own systems, or from Parley
     * @param text the result, or why there is none. Do not log it
     * @param sources where parts of the result come from, in the tool's own form; empty for most tools. The model does not read it
     */
    record Ended(CallNumber call, String tool, Status status, boolean trusted, String text, String sources)
            implements Step {

        public Ended(CallNumber call, String tool, Status status, boolean trusted, String text) {
            this(call, tool, status, trusted, text, "");
        }

        @Override
        public String name() {
            return "ended/" + call;
        }

        @Override
        public long length() {
            return (long) text.length() + sources.length();
        }

        /** Omits the text, which must not be logged. */
        @Override
        public String toString() {
            return "Ended[" + call + ", " + tool + ", " + status + "]";
        }
    }

    /** How a call ended. */
    enum Status {
        SUCCEEDED,
        /** The tool's server refused it. */
        FAILED,
        /** It is unknown whether it was made. */
        UNKNOWN,
        /** It was not made: its arguments were wrong, or a limit was reached. */
        NOT_MADE
    }
}
