package io.parley.chat;

/**
 * The model gave no answer. The message tells the operator why, without any text of the chat; the subtype is what a caller
 * may branch on.
 */
public abstract sealed class ChatException extends RuntimeException {

    protected ChatException(String message) {
        super(message);
    }

    protected ChatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The service's content filter blocked the prompt or the answer, or the model refused to answer. */
    public static final class Filtered extends ChatException {
        public Filtered(String message) {
            super(message);
        }
    }

    /** The service answered, but with no text to show. */
    public static final class Empty extends ChatException {
        public Empty(String message) {
            super(message);
        }
    }

    /** Too many calls or tokens for now. */
    public static final class Throttled extends ChatException {
        public Throttled(String message) {
            super(message);
        }
    }

    /** Unreachable, too slow, or failing on its side: another try later may succeed. */
    public static final class Unavailable extends ChatException {
        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The service will refuse this call however often it is made: a wrong key, deployment, api-version or parameter. */
    public static final class Rejected extends ChatException {
        public Rejected(String message) {
            super(message);
        }
    }
}
