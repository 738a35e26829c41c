package io.parley.turn;

/** Knows whether the part of a reply that is being sent may be at the Connector already: then it is not sent again. */
final class Sending {

    private final HeldLease held;
    private volatile boolean open;
    private volatile boolean requested;

    Sending(HeldLease held) {
        this.held = held;
    }

    /** Before each request to the Connector, drafts included. Fails as {@link HeldLease#demandOurs} does. */
    void permit() {
        held.demandOurs();
        requested = true;
    }

    /** What was requested before was a draft, or a part that is noted. */
    void begin() {
        requested = false;
        open = true;
    }

    void noted() {
        open = false;
    }

    boolean mayHaveBeenTaken() {
        return open && requested;
    }
}
