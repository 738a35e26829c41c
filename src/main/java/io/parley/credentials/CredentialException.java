package io.parley.credentials;

import java.util.Set;

/**
 * No token could be had. The message says why, and holds no secret. Another try later may succeed, unless this is
 * {@link Rejected}.
 */
public sealed class CredentialException extends RuntimeException {

    public CredentialException(String message) {
        super(message);
    }

    public CredentialException(String message, Throwable cause) {
        super(message, cause);
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
