package io.parley.ledger;

/** A turn that could not be accepted, or could not go on. */
public abstract sealed class TurnException extends RuntimeException {

    private TurnException(String message) {
        super(message);
    }

    private TurnException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Redis cannot be reached: nothing was stored, or it is not known whether it was. */
    public static final class LedgerUnavailable extends TurnException {
        LedgerUnavailable(Throwable cause) {
            super("Redis does not answer: " + cause.getMessage(), cause);
        }
    }

    /** More turns are waiting than the ledger is allowed to hold: nothing was stored. */
    public static final class Overloaded extends TurnException {
        public Overloaded() {
            super("Too many turns are waiting");
        }
    }

    /** The answer was not there in time for the HTTP response. The turn goes on. */
    public static final class TimedOut extends TurnException {
        public TimedOut() {
            super("The turn was not done in time");
        }
    }

    /** An answer could not be sent to where the activity came from: nothing was stored. */
    public static final class Unanswerable extends TurnException {
        public Unanswerable(String reason) {
            super(reason);
        }
    }

    /** Another replica holds the conversation by now: this one must neither write nor send. */
    public static final class LeaseLost extends TurnException {
        public LeaseLost(Lease lease) {
            super("The lease " + lease.fence() + " of conversation " + lease.conversation() + " is lost");
        }
    }
}
