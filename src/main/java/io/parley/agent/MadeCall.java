package io.parley.agent;

import io.parley.chat.WholeCharacters;
import io.parley.conversation.Step;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call that was made in a turn, without its result.
 *
 * @param title the name of the tool that users read
 * @param writes whether the call may have changed something
 * @param arguments as the model wrote them. Do not log them
 */
public record MadeCall(String tool, String title, boolean writes, String arguments, Step.Status status) {

    private static final int LONGEST_ARGUMENTS = 200;

    /** Returns a line of history for the model: each call and how it ended, without its result. Empty without calls. */
    public static String line(List<MadeCall> calls) {
        return calls.isEmpty()
                ? ""
                : calls.stream().map(MadeCall::describe).collect(Collectors.joining("; ", "[Tools called: ", "]"));
    }

    /** Whether the call may have changed something, and its outcome is unknown. */
    public boolean isUnknown() {
        return writes && status == Step.Status.UNKNOWN;
    }

    /** Whether the call has changed something. */
    public boolean isDone() {
        return writes && status == Step.Status.SUCCEEDED;
    }

    private String describe() {
        String shown = arguments.length() <= LONGEST_ARGUMENTS
                ? arguments
                : WholeCharacters.beginning(arguments, LONGEST_ARGUMENTS) + "\u2026";
        return tool + " " + shown + ": " + outcome();
    }

    private String outcome() {
        return switch (status) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case UNKNOWN -> "outcome unknown";
            case NOT_MADE -> "not made";
        };
    }

    /** Omits the arguments, which must not be logged. */
    @Override
    public String toString() {
        return "MadeCall[" + tool + ", " + status + "]";
    }
}
