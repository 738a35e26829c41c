package io.parley.connector;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An activity was not sent, or possibly not sent, after all attempts. The message has the status and the Connector's error
 * code, and no content of the activity. Callers distinguish cases by the subtype.
 */
public abstract sealed class ConnectorException extends RuntimeException {

    protected ConnectorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The bot does not send to this serviceUrl. Nothing was sent, and a later attempt fails too. */
    public static final class Refused extends ConnectorException {
        private final String reason;

        Refused(String reason) {
            super("The serviceUrl is refused: " + reason, null);
            this.reason = reason;
        }

        /** Returns what is wrong with the serviceUrl, with "it" as the subject. */
        public String reason() {
            return reason;
        }
    }

    /**
     * The Connector did not accept the activity and never will: the activity, the conversation or the bot's registration is
     * wrong.
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

        /** Absent unless the activity was rejected as part of a stream. */
        @Nullable
        StreamRefusal refusal() {
            return refusal;
        }

        /** Returns the status; 0 if there was no token and so no request. */
        public int status() {
            return status;
        }

        /** Whether the Connector might accept a smaller message. */
        public boolean isTooLarge() {
            return status == CONTENT_TOO_LARGE || TOO_LARGE.equals(code);
        }

        /** Returns the Connector's error code, such as {@code ConversationBlockedByUser}. */
        public Optional<String> code() {
            return Optional.ofNullable(code);
        }
    }

    /** The activity was not accepted now; a later attempt may succeed. After 502 and 504 it may have been accepted. */
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

        /** Whether a gateway failed, so that the activity may have been accepted. */
        public boolean mayHaveArrived() {
            return status == 502 || status == 504;
        }

        /** Returns the Connector's Retry-After, at most an hour. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The Connector failed in a way that must not be retried (500), or gave a meaningless response. */
    public static final class Failed extends ConnectorException {
        Failed(int status, @Nullable String code) {
            super(sentence(status, code), null);
        }
    }

    /** The activity was sent, and the connection was lost or no response came in time: it may have been accepted. */
    public static final class Ambiguous extends ConnectorException {
        public Ambiguous(Throwable cause) {
            super("No answer came from the Connector, which may have taken the activity", cause);
        }
    }

    private static String sentence(int status, @Nullable String code) {
        return "The Connector answered " + status + (code == null ? "" : " (" + code + ")");
    }
}
