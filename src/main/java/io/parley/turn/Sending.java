package io.parley.turn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knows whether the part of a reply that is being sent may already be at the Connector: then it is not sent again. Collects the
 * ids of the parts that were sent.
 */
final class Sending {

    private final HeldLease held;
    private volatile boolean open;
    private volatile boolean requested;
    private volatile List<String> ids = List.of();
    private volatile Optional<String> last = Optional.empty();

    Sending(HeldLease held) {
        this.held = held;
    }

    /** Call this before each request to the Connector, also for drafts. Fails as {@link HeldLease#demandOurs} does. */
    void permit() {
        held.demandOurs();
        requested = true;
    }

    /** Begins a part. Earlier requests were for drafts, or for parts that are recorded. */
    void begin() {
        requested = false;
        open = true;
    }

    /** Adds the id of a part that was sent; parts are sent one after the other. */
    void sent(Optional<String> id) {
        last = id;
        ids = Stream.concat(ids.stream(), id.stream()).toList();
    }

    /** Returns the ids of the parts that this replica sent, oldest first, as far as the channel gives ids. */
    List<String> ids() {
        return ids;
    }

    /** Returns the id of the part that was sent last, if its channel gave one. */
    Optional<String> last() {
        return last;
    }

    /** The part is recorded as sent. */
    void recorded() {
        open = false;
    }

    /** Whether the Connector may have received the part without this being recorded. */
    boolean mayHaveArrived() {
        return open && requested;
    }
}
