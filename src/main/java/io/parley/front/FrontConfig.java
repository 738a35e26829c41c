package io.parley.front;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much of a replica its clients may occupy before they have sent a whole request. */
@ConfigMapping(prefix = "parley.front")
interface FrontConfig {

    /**
     * {@code PARLEY_FRONT_MAX_CONNECTIONS}: how many connections each port holds. Above that, the connection that has
     * waited longest without a request is closed for the new one. A connection costs up to 60 KB.
     */
    @WithDefault("2000")
    @Min(value = 20, message = "must be at least 20: set PARLEY_FRONT_MAX_CONNECTIONS")
    int maxConnections();

    /**
     * {@code PARLEY_FRONT_HEADER_TIMEOUT}: how long a client may take from its connection, or from the first byte of a
     * further request, to the end of the request's header.
     */
    @WithDefault("10s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_FRONT_HEADER_TIMEOUT")
    Duration headerTimeout();

    /** {@code PARLEY_FRONT_BODY_TIMEOUT}: how long a client may take for the body of a request. */
    @WithDefault("20s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_FRONT_BODY_TIMEOUT")
    Duration bodyTimeout();

    /**
     * {@code PARLEY_FRONT_IDLE_TIMEOUT}: how long a connection is kept between two requests. Longer than the front
     * keeps it, or the front may send a request on a connection that is just being closed.
     */
    @WithDefault("5m")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_FRONT_IDLE_TIMEOUT")
    Duration idleTimeout();
}
