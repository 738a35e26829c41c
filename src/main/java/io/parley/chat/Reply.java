package io.parley.chat;

import java.util.List;

/**
 * What a model said.
 *
 * @param text blank only where it asks for calls. What stands before calls is no answer, but goes back to the model with them
 * @param calls that it asks for before it answers; empty in an answer
 * @param reasoning behind the calls; empty for none. It is sealed: only the deployment that wrote it can read it. It goes back to
 *     the model with the calls, unchanged, and is stored for as long as they are
 * @param usage the tokens that the call took, as far as the service says
 */
public record Reply(String text, List<ToolCall> calls, String reasoning, Usage usage, Ending ending) {

    public Reply {
        calls = List.copyOf(calls);
    }

    /** A reply of a model that shows nothing of its reasoning. */
    public Reply(String text, List<ToolCall> calls, Usage usage, Ending ending) {
        this(text, calls, "", usage, ending);
    }

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
        return of(text, Ending.COMPLETE);
    }

    /** An answer whose tokens are not known. */
    public static Reply of(String text, Ending ending) {
        return new Reply(text, List.of(), Usage.UNKNOWN, ending);
    }

    /** The reply as it goes back to the model, before the results of its calls. */
    public ChatMessage.Assistant message() {
        return new ChatMessage.Assistant(text, calls, reasoning);
    }

    /** In a word, for metrics. */
    String outcome() {
        return switch (ending) {
            case COMPLETE -> calls.isEmpty() ? "answered" : "tool_calls";
            case TRUNCATED -> "truncated";
            case BROKEN_OFF -> "broken_off";
        };
    }

    /** Without the text: it is not for a log. */
    @Override
    public String toString() {
        return "Reply[" + ending + ", " + calls.size() + " calls]";
    }
}
