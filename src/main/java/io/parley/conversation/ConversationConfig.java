package io.parley.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much of a conversation is remembered, and for how long. */
@ConfigMapping(prefix = "parley.conversation")
public interface ConversationConfig {

    /**
     * The number of a conversation's last messages that the model gets at least, including the new one. With more, the bot can
     * refer further back, and each message costs more tokens.
     */
    @WithDefault("20")
    @Min(value = 1, message = "must be at least 1: set PARLEY_CONVERSATION_MAX_MESSAGES")
    @Max(value = 1000, message = "must be at most 1000: set PARLEY_CONVERSATION_MAX_MESSAGES")
    int maxMessages();

    /**
     * The number of messages that the model gets at most: history grows up to this, and is then cut to {@code max-messages}. In
     * between, each prompt begins like the one before, and the service bills most of it as cached. Twice that by default.
     */
    Optional<Integer> growsTo();

    /**
     * The number of bytes of a conversation's history that are kept and given to the model; above it, history is cut to 60
     * percent. Each running turn holds the history in memory several times.
     */
    @WithDefault("65536")
    @Min(value = 1024, message = "must be at least 1024: set PARLEY_CONVERSATION_MAX_BYTES")
    @Max(value = 1048576, message = "must be at most 1048576: set PARLEY_CONVERSATION_MAX_BYTES")
    int maxBytes();

    /**
     * When the secret takes effect that decides where in Redis a conversation is stored: this long after the first replica
     * with a secret has started. Longer than two versions run side by side, because a version without secrets does not find
     * those conversations. By default at once in an empty Redis, and after a day in another.
     */
    Optional<Duration> partitionSecretAfter();

    /** How long a call waits for its user's consent. */
    @WithDefault("10m")
    @DurationMin(seconds = 10, message = "must be at least 10 seconds: set PARLEY_CONVERSATION_CONSENT_WITHIN")
    Duration consentWithin();

    /** How long history is kept after a conversation's last turn. */
    @WithDefault("30d")
    @DurationMin(minutes = 1, message = "must be at least 1 minute: set PARLEY_CONVERSATION_RETENTION")
    Duration retention();
}
