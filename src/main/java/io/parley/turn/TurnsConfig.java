package io.parley.turn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How turns are run. */
@ConfigMapping(prefix = "parley.turns")
public interface TurnsConfig {

    /**
     * How many turns this replica runs at once. Turns mostly wait for the model, so memory and the model's rate limit decide
     * about this number rather than processors. Further turns wait in Redis, for any replica.
     */
    @WithDefault("256")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_CONCURRENT")
    int maxConcurrent();

    /**
     * The time limit of one attempt at a turn, with the model's answer and its sending. Longer than the limits of both
     * together: it covers everything without a limit of its own.
     */
    @WithDefault("3m")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_TURNS_TIMEOUT")
    Duration timeout();

    /**
     * How often each replica looks for turns that no replica runs. A released turn waits up to this long before it continues.
     */
    @WithDefault("750ms")
    @DurationMin(millis = 100, message = "must be at least 100 ms: set PARLEY_TURNS_SWEEP_INTERVAL")
    Duration sweepInterval();

    /** The pause of a conversation before a turn that could not be delivered is tried again. */
    @WithDefault("5s")
    Duration retryDelay();

    /** How long a request with {@code deliveryMode: expectReplies} waits. The Connector gives up after 15 s. */
    @WithDefault("14s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_TURNS_REPLY_TIMEOUT")
    Duration replyTimeout();

    /**
     * How long a pressed button of a card ({@code Action.Execute}) waits for its result, before its user is asked for a moment.
     * Clients give up after 10 to 15 s.
     */
    @WithDefault("4s")
    @DurationMin(millis = 100, message = "must be from 100ms to 10s: set PARLEY_TURNS_BUTTON_TIMEOUT")
    @DurationMax(seconds = 10, message = "must be from 100ms to 10s: set PARLEY_TURNS_BUTTON_TIMEOUT")
    Duration buttonTimeout();

    /** How long the model may take before the user sees that the bot is working, or the part of the answer that is written. */
    @WithDefault("1s")
    @DurationMin(millis = 1, message = "must be longer than 0: set PARLEY_TURNS_TYPING_AFTER")
    Duration typingAfter();

    /**
     * How long the user sees only that the bot is working, before a sentence says that it takes longer. Once in a turn, and
     * not on e-mail or SMS.
     */
    @WithDefault("20s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_TURNS_INTERIM_AFTER")
    Duration interimAfter();

    /** How long running turns may go on after SIGTERM, before other replicas continue them. */
    @WithDefault("25s")
    Duration shutdownGrace();
}
