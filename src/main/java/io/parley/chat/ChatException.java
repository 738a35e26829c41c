package io.parley.chat;

import java.time.Duration;
import java.util.Optional;

/**
 * The model gave no answer. The message tells the operator why, without any text of the chat. Callers may distinguish the
 * subtypes.
 */
public abstract sealed class ChatException extends RuntimeException {

    protected ChatException(String message) {
        super(message);
    }

    protected ChatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** One word for metrics. */
    public abstract String kind();

    /** The service's content filter blocked the prompt or the answer, or the model refused to answer. */
    public static final class Filtered extends ChatException {
        public Filtered(String message) {
            super(message);
        }

        @Override
        public String kind() {
            return "filtered";
        }
    }

    /** The service answered, but with no text to show. */
    public static final class Empty extends ChatException {
        public Empty(String message) {
            super(message);
        }

        @Override
        public String kind() {
            return "empty";
        }
    }

    /** The user's message alone is longer than the model accepts. */
    public static final class TooLong extends ChatException {
        public TooLong(String message) {
            super(message);
        }

        @Override
        public String kind() {
            return "too_long";
        }
    }

    /** Too many calls or tokens for now. */
    public static final class Throttled extends ChatException {

        private final Optional<Duration> wait;

        /** @param wait how long the service refuses calls; empty if it does not say */
        public Throttled(String message, Optional<Duration> wait) {
            super(message);
            this.wait = wait;
        }

        public Optional<Duration> getWait() {
            return wait;
        }

        @Override
        public String kind() {
            return "throttled";
        }
    }

    /** Unreachable, too slow, or failing on its side: a later attempt may succeed. */
    public static final class Unavailable extends ChatException {
        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String kind() {
            return "unavailable";
        }
    }

    /** No call was possible: there is no token to present. */
    public static final class WithoutToken extends ChatException {
        public WithoutToken(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String kind() {
            return "no_token";
        }
    }

    /** The answer broke off after its first words. Another call would give a different answer. */
    public static final class BrokenOff extends ChatException {

        private final String text;

        /** @param text the part that was received; do not log it */
        public BrokenOff(String message, String text) {
            super(message);
            this.text = text;
        }

        String text() {
            return text;
        }

        @Override
        public String kind() {
            return "broken_off";
        }
    }

    /** The deployment will refuse this call each time: a wrong key, name, api-version or parameter. */
    public static final class Rejected extends ChatException {

        private final int status;

        /** @param status the HTTP status */
        public Rejected(String message, int status) {
            super(message);
            this.status = status;
        }

        /** Whether it will refuse any other call as well. */
        public boolean isForAll() {
            return status == 401 || status == 403 || status == 404 || status == 410;
        }

        @Override
        public String kind() {
            return "rejected";
        }
    }
}
