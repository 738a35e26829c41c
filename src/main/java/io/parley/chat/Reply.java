package io.parley.chat;

import java.util.List;

/**
 * A message of a model.
 *
 * @param text blank only if the reply asks for calls. A text before calls is not an answer, but goes back to the model with
 *     them
 * @param calls that the model asks for before it answers; empty in an answer
 * @param reasoning the reasoning behind the calls; empty for none. It is sealed: only the deployment that wrote it can read
 *     it. It goes back to the model with the calls, unchanged, and is stored for as long as they are
 * @param usage the number of tokens, as far as the service says
 */
public record Reply(String text, List<ToolCall> calls, String reasoning, Usage usage, Ending ending) {

    public Reply {
        calls = List.copyOf(calls);
    }

    /** Creates a reply of a model that does not return its reasoning. */
    public Reply(String text, List<ToolCall> calls, Usage usage, Ending ending) {
        this(text, calls, "", usage, ending);
    }

    /** Why the reply ends. */
    public enum Ending {
        /** The model has said everything. */
        COMPLETE,
        /** The answer reached the deployment's maximum and was cut, possibly within a sentence. */
        TRUNCATED,
        /** The call failed while the answer was written, and another call gave none. */
        BROKEN_OFF
    }

    /** Creates a whole answer. */
    public static Reply complete(String text) {
        return of(text, Ending.COMPLETE);
    }

    /** Creates an answer with an unknown number of tokens. */
    public static Reply of(String text, Ending ending) {
        return new Reply(text, List.of(), Usage.UNKNOWN, ending);
    }

    /** Returns the reply as the message that goes back to the model, before the results of its calls. */
    public ChatMessage.Assistant message() {
        return new ChatMessage.Assistant(text, calls, reasoning);
    }

    /** One word for metrics. */
    String outcome() {
        return switch (ending) {
            case COMPLETE -> calls.isEmpty() ? "answered" : "tool_calls";
            case TRUNCATED -> "truncated";
            case BROKEN_OFF -> "broken_off";
        };
    }

    /** Omits the text: do not log it. */
    @Override
    public String toString() {
        return "Reply[" + ending + ", " + calls.size() + " calls]";
    }
}
