package io.parley.connector;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Configures how often, and for how long, an activity is sent again that the Connector did not accept. */
public interface RetryConfig {

    /** The number of attempts while the Connector says that it did not accept the activity. 1 means no retries. */
    @WithDefault("4")
    @Min(value = 1, message = "must be at least 1: set PARLEY_CONNECTOR_RETRY_TRIES")
    int tries();

    /**
     * The number of attempts while a gateway fails (502, 504) and does not know whether the activity was accepted. Above
     * 1, users may see an answer twice; with 1, more answers are lost.
     */
    @WithDefault("2")
    @Min(value = 1, message = "must be at least 1: set PARLEY_CONNECTOR_RETRY_TRIES_THROUGH_GATEWAY")
    int triesThroughGateway();

    /** The pause after the first attempt. It doubles each time, and up to half of it is added at random. */
    @WithDefault("1s")
    Duration firstPause();

    /**
     * The time after the first attempt within which a further attempt may start. A longer Retry-After is not waited for:
     * the send fails with that time.
     */
    @WithDefault("30s")
    Duration timeLimit();
}
