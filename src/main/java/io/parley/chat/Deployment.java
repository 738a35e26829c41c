package io.parley.chat;

import java.time.Duration;
import java.util.function.Supplier;

/** One deployment, and whether it may be called. */
record Deployment(ChatClient client, Availability availability) {

    String name() {
        return client.target().name();
    }

    /** @param backoff returns the time to wait if the service throttles calls without saying for how long */
    void failed(ChatException failure, Supplier<Duration> backoff) {
        if (failure instanceof ChatException.Throttled throttled) {
            availability.throttled(throttled.getWait().orElseGet(backoff));
        } else if (failure instanceof ChatException.Unavailable || failure instanceof ChatException.BrokenOff) {
            availability.failed();
        } else if (failure instanceof ChatException.Rejected rejected && rejected.isForAll()) {
            availability.misconfigured();
        } else if (failure instanceof ChatException.Filtered || failure instanceof ChatException.Empty) {
            availability.succeeded();
        }
    }
}
