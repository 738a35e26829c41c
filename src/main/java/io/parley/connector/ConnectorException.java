package io.parley.connector;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An activity was not sent, or may not have been. The message names the status and the Connector's error code, and holds
 * nothing of the activity; the subtype is what a caller may branch on. All tries that a send allows are over by then.
 */
public abstract sealed class ConnectorException extends RuntimeException {

    protected ConnectorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The serviceUrl is none that the bot sends to. Nothing was sent; it will be so again. */
    public static final class Refused extends ConnectorException {
        private final String reason;

        Refused(String reason) {
            super("The serviceUrl is refused: " + reason, null);
            this.reason = reason;
        }

        /** What is wrong with the serviceUrl, said of "it". */
        public String reason() {
            return reason;
        }
    }

    /**
     * The Connector did not take it and never will: the activity, the conversation or the bot's registration is wrong.
     *
     * @see #code()
     */
    public static final class Rejected extends ConnectorException {
        private static final int CONTENT_TOO_LARGE = 413;
        private static final String TOO_LARGE = "MessageSizeTooBig";

        private final int status;
        private final @Nullable String code;
        private final @Nullable StreamRefusal refusal;

        Rejected(int status, @Nullable String code) {
            this(status, code, null);
        }

        Rejected(int status, @Nullable String code, @Nullable StreamRefusal refusal) {
            super(sentence(status, code), null);
            this.status = status;
            this.code = code;
            this.refusal = refusal;
        }

        Rejected(String message, @Nullable Throwable cause) {
            super(message, cause);
            this.status = 0;
            this.code = null;
            this.refusal = null;
        }

        /** Absent where it is not for being part of a stream that the activity was rejected. */
        @Nullable
        StreamRefusal refusal() {
            return refusal;
        }

        /** The answer's status; 0 where there is no token to present and the Connector was not asked. */
        public int status() {
            return status;
        }

        /** Whether a smaller message may be taken. */
        public boolean isTooLarge() {
            return status == CONTENT_TOO_LARGE || TOO_LARGE.equals(code);
        }

        /** The Connector's error code, such as {@code ConversationBlockedByUser}. */
        public Optional<String> code() {
            return Optional.ofNullable(code);
        }
    }

    /** It was not taken for now; another try later may succeed. After 502 and 504 it may have been taken all the same. */
    public static final class Transient extends ConnectorException {
        private final int status;
        private final @Nullable Duration retryAfter;

        Transient(int status, @Nullable String code, @Nullable Duration retryAfter) {
            super(sentence(status, code), null);
            this.status = status;
            this.retryAfter = retryAfter;
        }

        Transient(String message, Throwable cause) {
            super(message, cause);
            this.status = 0;
            this.retryAfter = null;
        }

        /**
         * 412, 429, 502, 503 or 504; 202 where a stream dropped the activity; 0 where nothing was sent: no token, or no
         * connection.
         */
        public int status() {
            return status;
        }

        /** Whether a gateway failed on the way back, so that the activity may have been taken all the same. */
        public boolean mayHaveBeenTaken() {
            return status == 502 || status == 504;
        }

        /** How long the Connector asked to be left alone; at most an hour. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The Connector failed in a way that it does not want to be tried again (500), or gave an answer of no meaning. */
    public static final class Failed extends ConnectorException {
        Failed(int status, @Nullable String code) {
            super(sentence(status, code), null);
        }
    }

    /** The connection was lost, or no answer came in time, after the activity was sent: it may have been taken. */
    public static final class Ambiguous extends ConnectorException {
        public Ambiguous(Throwable cause) {
            super("No answer came from the Connector, which may have taken the activity", cause);
        }
    }

    private static String sentence(int status, @Nullable String code) {
        return "The Connector answered " + status + (code == null ? "" : " (" + code + ")");
    }
}
