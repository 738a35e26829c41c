package io.parley.ledger;

/** A turn could not be accepted, or could not continue. */
public abstract sealed class TurnException extends RuntimeException {

    private TurnException(String message) {
        super(message);
    }

    private TurnException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Redis cannot be reached: nothing was stored, or it is unknown whether something was. */
    public static final class LedgerUnavailable extends TurnException {
        LedgerUnavailable(Throwable cause) {
            super("Redis does not answer: " + cause.getMessage(), cause);
        }
    }

    /** More turns wait than the ledger may hold: nothing was stored. */
    public static final class Overloaded extends TurnException {
        public Overloaded() {
            super("Too many turns are waiting");
        }
    }

    /** The answer was not ready in time for the HTTP response. The turn goes on. */
    public static final class TimedOut extends TurnException {
        public TimedOut() {
            super("The turn was not done in time");
        }
    }

    /** No answer could be sent to the sender of the activity: nothing was stored. */
    public static final class Unanswerable extends TurnException {
        public Unanswerable(String reason) {
            super(reason);
        }
    }

    /** Another replica holds the conversation now: this one must neither write nor send. */
    public static final class LeaseLost extends TurnException {
        public LeaseLost(Lease lease) {
            super("The lease " + lease.fence() + " of conversation " + lease.conversation() + " is lost");
        }
    }
}
