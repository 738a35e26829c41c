package io.parley.credentials;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A token could not be obtained. The message says why and contains no secret. A later try may succeed, unless this is
 * {@link Rejected}.
 */
public sealed class CredentialException extends RuntimeException {

    private final Optional<Duration> wait;

    public CredentialException(String message) {
        this(message, Optional.empty());
    }

    /** @param wait the time until the next try, if the peer says it */
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

    /** The credentials were rejected: there will be no token until the registration is corrected. */
    public static final class Rejected extends CredentialException {
        public Rejected(String message) {
            super(message);
        }
    }

    /** The platform currently issues no token. */
    static final class Unavailable extends CredentialException {

        private final int status;

        Unavailable(String message, int status) {
            super(message);
            this.status = status;
        }

        /** Whether a failure is a response with one of these statuses. */
        static boolean isOneOf(Set<Integer> statuses, Throwable failure) {
            return failure instanceof Unavailable unavailable && statuses.contains(unavailable.status);
        }
    }
}
