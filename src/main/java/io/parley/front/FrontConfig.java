package io.parley.front;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits what clients can occupy before they have sent a complete request. */
@ConfigMapping(prefix = "parley.front")
interface FrontConfig {

    /**
     * {@code PARLEY_FRONT_MAX_CONNECTIONS}: the number of connections of each port. Above it, the connection that has
     * waited longest without a request is closed for the new one. A connection costs up to 60 KB.
     */
    @WithDefault("2000")
    @Min(value = 20, message = "must be at least 20: set PARLEY_FRONT_MAX_CONNECTIONS")
    int maxConnections();

    /**
     * {@code PARLEY_FRONT_HEADER_TIMEOUT}: the time for a client to send the header of a request, from the connection or
     * from the first byte of a further request.
     */
    @WithDefault("10s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_FRONT_HEADER_TIMEOUT")
    Duration headerTimeout();

    /** {@code PARLEY_FRONT_BODY_TIMEOUT}: the time for a client to send the body of a request. */
    @WithDefault("20s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_FRONT_BODY_TIMEOUT")
    Duration bodyTimeout();

    /**
     * {@code PARLEY_FRONT_IDLE_TIMEOUT}: how long an idle connection stays open between two requests. Set it longer than
     * the idle timeout of a proxy in front, or else the proxy may send a request on a connection that is being closed.
     */
    @WithDefault("5m")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_FRONT_IDLE_TIMEOUT")
    Duration idleTimeout();
}
