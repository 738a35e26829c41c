package io.parley.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How many turns the ledger keeps, and for how long. */
@ConfigMapping(prefix = "parley.turns")
public interface LedgerConfig {

    /**
     * How many unfinished turns each of the 64 partitions may hold before activities are answered with 503, for all replicas
     * together; limits the memory of Redis. The last fifth is reserved for conversations that have nothing waiting.
     */
    @WithDefault("500")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_PENDING")
    int maxPending();

    /** How many unfinished turns one conversation may hold, so that a busy one does not use the capacity of others. */
    @WithDefault("50")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_PENDING_PER_CONVERSATION")
    int maxPendingPerConversation();

    /**
     * How many unfinished turns one user of a channel may have in each of the 64 partitions, in all conversations together. So
     * no user fills a partition alone.
     */
    @WithDefault("100")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_PENDING_PER_USER")
    int maxPendingPerUser();

    /**
     * How long a conversation stays with a replica that has died. Each lease is renewed after a third of it. With a shorter
     * lease a crash is noticed sooner, but a shorter outage of Redis makes replicas lose their turns.
     */
    @WithDefault("3s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_TURNS_LEASE")
    Duration lease();

    /** How many times a turn is started before it is given up: apology, dead letter. */
    @WithDefault("3")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_ATTEMPTS")
    int maxAttempts();

    /** How long an ended turn is remembered: an activity delivered again within this time makes no second turn. */
    @WithDefault("24h")
    @DurationMin(minutes = 1, message = "must be at least 1 minute: set PARLEY_TURNS_DEDUPLICATION_WINDOW")
    Duration deduplicationWindow();

    /** How long an unfinished turn is kept at most, if no replica ever runs again. */
    @WithDefault("7d")
    @DurationMin(minutes = 10, message = "must be at least 10 minutes: set PARLEY_TURNS_UNFINISHED_LIFETIME")
    Duration unfinishedLifetime();
}
