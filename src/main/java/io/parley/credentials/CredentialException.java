package io.parley.credentials;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * No token could be had. The message says why, and holds no secret. Another try later may succeed, unless this is
 * {@link Rejected}.
 */
public sealed class CredentialException extends RuntimeException {

    private final Optional<Duration> wait;

    public CredentialException(String message) {
        this(message, Optional.empty());
    }

    /** @param wait until another try is welcome, where that is said */
    CredentialException(String message, Optional<Duration> wait) {
        super(message);
        this.wait = wait;
    }

    public CredentialException(String message, Throwable cause) {
        super(message, cause);
        this.wait = Optional.empty();
    }

    Optional<Duration> getWait() {
        return wait;
    }

    /** The credentials themselves were refused: no token will be given until the registration is put right. */
    public static final class Rejected extends CredentialException {
        public Rejected(String message) {
            super(message);
        }
    }

    /** The platform gave no token for now. */
    static final class Unavailable extends CredentialException {

        private final int status;

        Unavailable(String message, int status) {
            super(message);
            this.status = status;
        }

        /** Whether a failure is an answer of one of these statuses. */
        static boolean isOneOf(Set<Integer> statuses, Throwable failure) {
            return failure instanceof Unavailable unavailable && statuses.contains(unavailable.status);
        }
    }
}
