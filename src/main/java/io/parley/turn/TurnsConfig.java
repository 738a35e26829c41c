package io.parley.turn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How turns are run. */
@ConfigMapping(prefix = "parley.turns")
public interface TurnsConfig {

    /**
     * How many turns this replica runs at once. Turns mostly wait for the model, so this is bounded by memory and by the
     * model's rate limit rather than by processors. Turns over it wait in Redis, for any replica.
     */
    @WithDefault("256")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_CONCURRENT")
    int maxConcurrent();

    /**
     * How long one attempt at a turn may take in all, the model's answer and the sending of it. Longer than both may take
     * by their own limits: it is there for what has none.
     */
    @WithDefault("3m")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_TURNS_TIMEOUT")
    Duration timeout();

    /** How often each replica looks for turns that nobody runs: what one gives back goes on so much later elsewhere. */
    @WithDefault("750ms")
    @DurationMin(millis = 100, message = "must be at least 100 ms: set PARLEY_TURNS_SWEEP_INTERVAL")
    Duration sweepInterval();

    /** How long a conversation rests before a turn is tried again that could not be delivered. */
    @WithDefault("5s")
    Duration retryDelay();

    /** How long a request with {@code deliveryMode: expectReplies}, or an invoke, waits. The Connector gives up after 15 s. */
    @WithDefault("14s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_TURNS_REPLY_TIMEOUT")
    Duration replyTimeout();

    /** How long the model may take before the user sees that the bot is at work, or what there is of its answer. */
    @WithDefault("1s")
    @DurationMin(millis = 1, message = "must be longer than nothing: set PARLEY_TURNS_TYPING_AFTER")
    Duration typingAfter();

    /**
     * How long the user sees nothing but that the bot is at work, before a sentence says that it takes longer. Once in a turn,
     * and not on e-mail or SMS.
     */
    @WithDefault("20s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_TURNS_INTERIM_AFTER")
    Duration interimAfter();

    /** How long running turns may go on after SIGTERM, before other replicas take them. */
    @WithDefault("25s")
    Duration shutdownGrace();
}
