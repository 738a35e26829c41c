package io.parley.tools;

/**
 * The result of a call.
 *
 * @param text for the model: the result, or why there is none. Not for a log
 */
public record ToolOutcome(Status status, String text) {

    /** How a call ended. */
    public enum Status {
        SUCCEEDED,
        /** The other side refused it, or it was never made. */
        FAILED,
        /** Nobody knows whether it was made: the connection broke, or its time was over, after the request was sent. */
        UNKNOWN
    }

    public static ToolOutcome succeeded(String text) {
        return new ToolOutcome(Status.SUCCEEDED, text);
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
