package io.parley.knowledge.azure;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An index could not be searched. The message names what to check, and contains neither the question nor a secret. */
sealed class AzureSearchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private AzureSearchException(String message) {
        super(message);
    }

    /** The service refuses the search: the same search again would be refused again. */
    static final class Refused extends AzureSearchException {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** The free searches of the semantic ranker are used up. */
    static final class RankerUsedUp extends AzureSearchException {

        private static final long serialVersionUID = 1;

        RankerUsedUp(String message) {
            super(message);
        }
    }

    /** The service is overloaded, failing or not reachable. */
    static final class Unavailable extends AzureSearchException {

        private static final long serialVersionUID = 1;

        private final @Nullable Duration delay;

        /** @param delay for how long the service asks not to be called */
        Unavailable(String message, Optional<Duration> delay) {
            super(message);
            this.delay = delay.orElse(null);
        }

        Optional<Duration> delay() {
            return Optional.ofNullable(delay);
        }
    }
}
