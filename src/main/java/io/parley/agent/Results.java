package io.parley.agent;

import io.parley.chat.ToolCall;
import io.parley.chat.WholeCharacters;
import io.parley.conversation.CallNumber;
import io.parley.conversation.Step.Ended;
import io.parley.conversation.Step.Status;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;

/** Creates the results with which calls end. */
final class Results {

    /** In UTF-16 units. Tools cut their own results earlier, at better places. */
    private static final int LONGEST = 32_768;

    private Results() {}

    static Ended of(OpenCall open, Tool tool, ToolOutcome outcome) {
        return new Ended(
                open.number(),
                open.call().name(),
                status(tool, outcome),
                tool.policy().trusted(),
                shortened(outcome.text()),
                outcome.sources());
    }

    private static Status status(Tool tool, ToolOutcome outcome) {
        return switch (outcome.status()) {
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED -> Status.FAILED;
            case UNKNOWN -> tool.policy().writes() ? Status.UNKNOWN : Status.FAILED;
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : WholeCharacters.beginning(text, LONGEST) + "\u2026 [cut: the result is longer]";
    }

    /** Returns the result of an earlier equal call for this call. */
    static Ended repeated(OpenCall open, Ended earlier) {
        return new Ended(
                open.number(),
                open.call().name(),
                earlier.status(),
                earlier.trusted(),
                earlier.text(),
                earlier.sources());
    }

    static Ended unknown(OpenCall open) {
        return new Ended(
                open.number(),
                open.call().name(),
                Status.UNKNOWN,
                true,
                "The call was interrupted. Nobody knows whether it was made.");
    }

    static Ended notMade(OpenCall open, String reason) {
        return notMade(open.number(), open.call(), reason);
    }

    static Ended notMade(CallNumber number, ToolCall call, String reason) {
        return new Ended(number, call.name(), Status.NOT_MADE, true, reason);
    }
}
