package io.parley.ledger;

import io.parley.activity.Activity;
import java.util.Optional;

/**
 * What a replica knows when it asks Redis to start a turn. Redis does not send it again.
 *
 * @param own the activity that it stores with the same call; empty for none
 * @param history of the conversation
 * @param asked the {@link System#nanoTime} of the request
 */
record StartRequest(Optional<Activity> own, KnownHistory history, long asked) {

    /** Creates a request of a replica that knows nothing. */
    static StartRequest now() {
        return new StartRequest(Optional.empty(), KnownHistory.NONE, System.nanoTime());
    }

    StartRequest with(KnownHistory known) {
        return new StartRequest(own, known, asked);
    }

    StartRequest with(Optional<Activity> stored) {
        return new StartRequest(stored, history, asked);
    }
}
