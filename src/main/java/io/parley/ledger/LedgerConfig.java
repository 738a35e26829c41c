package io.parley.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** What the ledger keeps of turns, and for how long. */
@ConfigMapping(prefix = "parley.turns")
public interface LedgerConfig {

    /**
     * How many unfinished turns each of the 64 partitions may hold before activities are answered with 503. All replicas
     * together; bounds the memory that Redis needs. The last fifth is kept for conversations that have nothing waiting.
     */
    @WithDefault("500")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_PENDING")
    int maxPending();

    /** How many unfinished turns one conversation may hold, so that one who talks a lot does not take the room of others. */
    @WithDefault("50")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_PENDING_PER_CONVERSATION")
    int maxPendingPerConversation();

    /**
     * How many unfinished turns one user of a channel may have in each of the 64 partitions, over all conversations, so that
     * nobody fills a partition alone.
     */
    @WithDefault("100")
    @Min(value = 1, message = "must be at least 1: set PARLEY_TURNS_MAX_PENDING_PER_USER")
    int maxPendingPerUser();

    /**
     * How long a conversation stays with a replica that has died. Renewed every third of it. Shorter means that a crash
     * is noticed sooner, and that a shorter outage of Redis makes replicas give up turns.
     */
    @WithDefault("10s")
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

    /** How long an unfinished turn is kept at the most, should no replica ever run again. */
    @WithDefault("7d")
    @DurationMin(minutes = 10, message = "must be at least 10 minutes: set PARLEY_TURNS_UNFINISHED_LIFETIME")
    Duration unfinishedLifetime();
}
