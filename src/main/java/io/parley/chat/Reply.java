package io.parley.chat;

/**
 * What a model said.
 *
 * @param text never blank
 */
public record Reply(String text, Ending ending) {

    /** Why it says no more. */
    public enum Ending {
        /** It is all that the model had to say. */
        COMPLETE,
        /** The answer came to the longest that the deployment may give, in the midst of a sentence. */
        TRUNCATED,
        /** The call failed while the answer was written, and another call gave none. */
        BROKEN_OFF
    }

    /** A whole answer. */
    public static Reply complete(String text) {
        return new Reply(text, Ending.COMPLETE);
    }

    /** In a word, for metrics. */
    String outcome() {
        return switch (ending) {
            case COMPLETE -> "answered";
            case TRUNCATED -> "truncated";
            case BROKEN_OFF -> "broken_off";
        };
    }

    /** Without the text: it is not for a log. */
    @Override
    public String toString() {
        return "Reply[" + ending + "]";
    }
}
