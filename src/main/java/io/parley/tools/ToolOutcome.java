package io.parley.tools;

/**
 * The result of a call.
 *
 * @param text for the model: the result, or why there is none. Do not log it
 * @param sources where parts of the result come from, in the tool's own form. It is recorded with the result, and the model does not
 *     read it; empty for most tools
 */
public record ToolOutcome(Status status, String text, String sources) {

    public ToolOutcome(Status status, String text) {
        this(status, text, "");
    }

    /** How a call ended. */
    public enum Status {
        SUCCEEDED,
        /** The tool's server refused it, or it was never made. */
        FAILED,
        /** It is unknown whether it was made: after the request was sent, the connection broke or the time was over. */
        UNKNOWN
    }

    public static ToolOutcome succeeded(String text) {
        return new ToolOutcome(Status.SUCCEEDED, text);
    }

    public static ToolOutcome succeeded(String text, String sources) {
        return new ToolOutcome(Status.SUCCEEDED, text, sources);
    }

    public static ToolOutcome failed(String text) {
        return new ToolOutcome(Status.FAILED, text);
    }

    public static ToolOutcome unknown(String text) {
        return new ToolOutcome(Status.UNKNOWN, text);
    }

    @Override
    public String toString() {
        return "ToolOutcome[" + status + "]";
    }
}
